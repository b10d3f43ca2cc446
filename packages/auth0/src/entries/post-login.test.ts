// SPDX-License-Identifier: Apache-2.0
import { pdpOf, portsOf, type TableDraft, type TestPorts } from '@assay/core/testing';
import type { DecisionRecord } from '@assay/core/log';
import type { Host } from '../host.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from '../settings.ts';
import { createPostLogin } from './post-login.ts';

const GATE = { about: 'gate', id: 'open', effect: 'permit' } as const;
const READ = { about: { scope: 'stock:read' }, id: 'reader', effect: 'permit' } as const;

const EVENT = {
  tenant: { id: 'acme' },
  client: { client_id: 'web', name: 'Web', metadata: {} },
  connection: { id: 'con_1', name: 'users', strategy: 'auth0' },
  user: { user_id: 'auth0|mara', email: 'mara@example.com', identities: [{ accessToken: 'never' }] },
  request: { ip: '192.0.2.1', method: 'GET', query: {}, body: {}, hostname: 'acme.example', geoip: {} },
  resource_server: { identifier: 'https://api.example.com/stock' },
  transaction: { protocol: 'oidc-basic-profile', requested_scopes: ['openid', 'stock:read', 'stock:write'] },
  secrets: {},
  stats: { logins_count: 3 },
};

interface Called {
  readonly api: unknown;
  readonly calls: readonly (readonly [string, ...unknown[]])[];
}

/** An `api` that notes what it is asked for; `broken` methods throw. */
function apiOf(methods: readonly string[], broken: readonly string[] = []): Called {
  const calls: [string, ...unknown[]][] = [];
  const api: Record<string, Record<string, unknown>> = {};
  for (const path of methods) {
    const [namespace = '', method = ''] = path.split('.');
    (api[namespace] ??= {})[method] = (...args: readonly unknown[]) => {
      if (broken.includes(path)) throw new Error('a text with mara@example.com in it');
      calls.push([path, ...args]);
    };
  }
  return { api, calls };
}

const CORE_METHODS = [
  'access.deny',
  'accessToken.setCustomClaim',
  'accessToken.removeScope',
  'accessToken.addScope',
  'idToken.setCustomClaim',
];

function hostOf(draft: TableDraft): { readonly host: Host; readonly ports: TestPorts } {
  const ports = portsOf(pdpOf(draft));
  return { host: { ...ports, sources: () => [], sink: () => ports.sink }, ports };
}

const settings = (part: Partial<Auth0Settings> = {}): Auth0Settings => ({ ...DEFAULT_SETTINGS, ...part });

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  for (const level of ['log', 'warn', 'error'] as const)
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => void printed.push(line.join(' ')));
});
afterEach(() => jest.restoreAllMocks());

test('takes away what policy withholds', async () => {
  const { host, ports } = hostOf({ rules: [GATE, READ] });
  const { api, calls } = apiOf(CORE_METHODS);
  await createPostLogin(settings(), host).onExecutePostLogin(EVENT, api);
  expect(calls).toEqual([['accessToken.removeScope', 'stock:write']]);
  expect({ printed, records: ports.sink.records.map(({ outcome }) => outcome) }).toEqual({
    printed: [],
    records: ['permit'],
  });
});

test('a denial is a code and the id of the record', async () => {
  const { host, ports } = hostOf({ rules: [GATE, { about: 'gate', id: 'shut', effect: 'deny', reason: 'secret' }] });
  const { api, calls } = apiOf(CORE_METHODS);
  await createPostLogin(settings(), host).onExecutePostLogin(EVENT, api);
  expect(calls).toEqual([['access.deny', `access_denied ${ports.sink.records[0]?.id}`]]);
});

test('a call that is not taken denies, and nobody sees why', async () => {
  const { host, ports } = hostOf({ rules: [GATE, READ] });
  const { api, calls } = apiOf(CORE_METHODS, ['accessToken.removeScope']);
  await createPostLogin(settings(), host).onExecutePostLogin(EVENT, api);
  const [first, second] = ports.sink.records;
  if (first === undefined) throw new TypeError('no record');
  const id = second?.id;
  expect(calls).toEqual([['access.deny', `server_error ${id}`]]);
  const reason = { code: 'internal_error', admin: 'the platform did not take api.accessToken.removeScope' };
  const { granted, ...rest } = first;
  expect(granted?.scopes.map(({ scope }) => scope)).toEqual(['openid', 'stock:read']);
  expect(second).toEqual({
    ...rest,
    id,
    outcome: 'deny',
    effect: 'refused',
    error: 'server_error',
    reason,
    withheld: {
      ...rest.withheld,
      scopes: [...rest.withheld.scopes, ...(granted?.scopes ?? []).map(({ scope, rule }) => ({ scope, rule, reason }))],
    },
    correlation: { ...rest.correlation, assay_decision: first.id },
  });
  expect(id).not.toBe(first.id);
  expect(printed.at(-1)).toBe(`assay: server_error, api.accessToken.removeScope was not taken, ${id}`);
});

test('a host that cannot be built denies, and is built once', async () => {
  let built = 0;
  const { onExecutePostLogin } = createPostLogin(settings(), () => {
    built++;
    throw new Error('a text nobody may see');
  });
  for (let i = 0; i < 2; i++) {
    const { api, calls } = apiOf(CORE_METHODS);
    await onExecutePostLogin(EVENT, api);
    expect(calls).toEqual([['access.deny', expect.stringMatching(/^server_error [0-9a-f-]{36}$/) as string]]);
  }
  expect(built).toBe(1);
  expect(printed.join()).not.toContain('nobody');
});

test('handlers are async functions of their own, which is all the runner takes', () => {
  const { host } = hostOf({ rules: [] });
  const handlers = createPostLogin(settings(), host);
  expect(Object.values(handlers).map(({ constructor }: () => unknown) => constructor.name)).toEqual([
    'AsyncFunction',
    'AsyncFunction',
  ]);
});

test('where the second record cannot be written either, the first is the one that is named', async () => {
  const { host, ports } = hostOf({ rules: [GATE, READ] });
  let written = 0;
  const sink = {
    ...ports.sink,
    write: (record: DecisionRecord) => {
      if (++written > 1) throw new Error('a text nobody may see');
      return ports.sink.write(record);
    },
  };
  const { api, calls } = apiOf(CORE_METHODS, ['accessToken.removeScope']);
  await createPostLogin(settings(), { ...host, sink: () => sink }).onExecutePostLogin(EVENT, api);
  expect(calls).toEqual([['access.deny', `server_error ${ports.sink.records[0]?.id}`]]);
});

class Hostile extends Error {
  override get name(): string {
    throw new Error('a text nobody may see');
  }
}
class Talkative extends Error {
  override readonly name = 'mara@example.com';
}

test.each([new Hostile(), new Talkative(), Object.create(null), new Proxy({}, { getPrototypeOf: () => null })])(
  'whatever is thrown (%#), it is a denial, and nobody sees it',
  async (thrown) => {
    const { host } = hostOf({ rules: [GATE] });
    const { api, calls } = apiOf(CORE_METHODS);
    const sources = (): never => {
      throw thrown;
    };
    await createPostLogin(settings(), { ...host, sources }).onExecutePostLogin(EVENT, api);
    expect(calls).toEqual([['access.deny', expect.stringMatching(/^server_error [0-9a-f-]{36}$/) as string]]);
    expect(printed.join()).not.toMatch(/nobody|mara/);
  },
);

test('a denial that is promised and not kept is thrown instead', async () => {
  const { host } = hostOf({ rules: [] });
  const api = { access: { deny: () => Promise.reject(new Error('a text nobody may see')) } };
  await expect(createPostLogin(settings(), host).onExecutePostLogin(EVENT, api)).rejects.toThrow(
    /^server_error [0-9a-f-]{36}$/,
  );
});
