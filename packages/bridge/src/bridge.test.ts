// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError } from '@assay/core/errors';
import type { BridgeOptions } from './options.ts';
import { newPep } from './peps/new-pep.ts';
import { ROLES } from './peps/pep.ts';
import { ASK, PERMIT, startBridge, type TestBridge } from './testing/start-bridge.ts';

let started: TestBridge | undefined;
const start = async (options: Parameters<typeof startBridge>[0] = {}): Promise<TestBridge> =>
  (started = await startBridge(options));
afterEach(async () => {
  await started?.bridge.close(500);
  started = undefined;
});

/** Every route but health, and the roles that may use it. */
const GUARDED = [
  ['POST', '/v1/issuance/keycloak', ['issue']],
  ['POST', '/v1/events/keycloak', ['events']],
  ['GET', '/v1/policies', ['policy-writer', 'metrics']],
  ['POST', '/v1/policies', ['policy-writer']],
  ['GET', '/metrics', ['metrics']],
  ['GET', '/openapi.json', ROLES],
] as const;

describe('who may ask', () => {
  test.each(GUARDED)('%s %s is refused to whoever is not known', async (method, path) => {
    const { listening, bridge } = await start();
    const attempts = [{}, { authorization: 'Bearer assay_guessed' }, { authorization: 'Basic YTpi' }];
    for (const headers of attempts) {
      const response = await fetch(`${listening.url}${path}`, { method, headers });
      expect([response.status, response.headers.get('www-authenticate'), await response.json()]).toEqual([
        401,
        'Bearer realm="assay"',
        {
          type: 'urn:assay:error:ERR_BRIDGE_PEP',
          title: 'whoever asks the bridge is not known, or not allowed to',
          status: 401,
          detail: 'expected the certificate or the bearer token of an enforcement point',
          code: 'ERR_BRIDGE_PEP',
          problems: [],
        },
      ]);
    }
    expect(Object.keys((bridge.openapi() as { paths: Record<string, object> }).paths).sort()).toEqual(
      [...new Set([...GUARDED.map(([, one]) => one), '/healthz', '/readyz'])].sort(),
    );
  });

  test.each(GUARDED)('%s %s is refused without its role', async (method, path, roles) => {
    const others = newPep(
      'others',
      ROLES.filter((role) => !roles.some((one) => one === role)),
    );
    const { listening, lines } = await start({ more: [others.entry] });
    const headers = { authorization: `Bearer ${others.secret}` };
    const response = await fetch(`${listening.url}${path}`, { method, headers });
    expect([response.status, lines]).toEqual(
      others.entry.roles.length === 0
        ? [403, expect.anything()]
        : [
            403,
            [expect.objectContaining({ level: 'warn', status: 403, route: path, pep: 'others', from: '127.0.0.1' })],
          ],
    );
  });

  test('whoever is not known is told nothing of what is wrong with a body', async () => {
    const decide = jest.fn(async () => PERMIT);
    const { post } = await start({ decide });
    const response = await post('/v1/issuance/keycloak', 'x'.repeat(1_000_000), { authorization: 'Bearer x' });
    expect([response.status, decide.mock.calls]).toEqual([401, []]);
  });

  test('other enforcement points can take the place of these without a restart', async () => {
    const { bridge, ask, listening } = await start();
    const next = newPep('next', ['metrics']);
    bridge.setPeps([next.entry]);
    const statusOf = async (secret: string): Promise<number> =>
      (await fetch(`${listening.url}/metrics`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect([(await ask('/metrics')).status, await statusOf(next.secret)]).toEqual([401, 200]);
  });
});

describe('health', () => {
  test('is told to everybody', async () => {
    const { listening } = await start();
    const found = await Promise.all(
      ['/healthz', '/readyz'].map(async (path) => {
        const response = await fetch(`${listening.url}${path}`);
        return [response.status, response.headers.get('cache-control'), await response.json()];
      }),
    );
    expect(found).toEqual([
      [200, 'no-store', { status: 'ok' }],
      [200, 'no-store', { status: 'ok' }],
    ]);
  });

  test('is told to load balancers, which ask with HEAD', async () => {
    const { listening } = await start();
    const statuses = ['/healthz', '/readyz', '/metrics'].map(
      async (path) => (await fetch(`${listening.url}${path}`, { method: 'HEAD' })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 404]);
  });

  test('does not tell why it is not ready, and logs it once', async () => {
    const isReady = jest.fn(async () => ['the log takes nothing']);
    let now = 0;
    const { listening, lines } = await start({ isReady, clock: () => now });
    const bodies = [];
    for (now of [0, 500, 1500]) bodies.push(await (await fetch(`${listening.url}/readyz`)).json());
    const problem = {
      type: 'urn:assay:error:ERR_BRIDGE_BUSY',
      title: 'the bridge is asked more than it can decide in time',
      status: 503,
      detail: 'it is not ready',
      code: 'ERR_BRIDGE_BUSY',
      problems: [],
    };
    expect(bodies).toEqual([problem, problem, problem]);
    expect(isReady).toHaveBeenCalledTimes(2);
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', reasons: ['the log takes nothing'] })]);
    expect((await fetch(`${listening.url}/healthz`)).status).toBe(200);
  });

  test('a check that fails is not ready', async () => {
    const { listening } = await start({ isReady: () => Promise.reject(new Error('secret')) });
    const response = await fetch(`${listening.url}/readyz`);
    expect([response.status, (await response.text()).includes('secret')]).toEqual([503, false]);
  });
});

describe('events', () => {
  const events = [
    { time: 1, kind: 'gate_removed', what: 'policy assay', by: { user: 'u', ip: '192.0.2.1' }, path: 'p', detail: 'd' },
    { time: 2, kind: 'logout', what: 'session' },
  ];

  test('are handed on, and acknowledged once they were taken', async () => {
    const onEvents = jest.fn();
    const { post, lines } = await start({ onEvents });
    const response = await post('/v1/events/keycloak', { version: 1, realm: 'r', events });
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(onEvents.mock.calls).toEqual([['r', events]]);
    expect(lines).toEqual([
      expect.objectContaining({ level: 'debug', pep: 'all', realm: 'r', kinds: ['gate_removed', 'logout'] }),
    ]);
  });

  test('that could not be taken are not acknowledged', async () => {
    const { post } = await start({ onEvents: () => Promise.reject(new Error('secret')) });
    const response = await post('/v1/events/keycloak', { version: 1, realm: 'r', events });
    const text = await response.text();
    expect([response.status, text.includes('ERR_INTERNAL'), text.includes('secret')]).toEqual([500, true, false]);
  });

  test.each([
    ['no JSON', '{', []],
    ['another version', { version: 2, realm: 'r', events }, ['/version']],
    ['a number in the place of text, which is not made text', { version: 1, realm: 7, events }, ['/realm']],
    ['an unknown kind', { version: 1, realm: 'r', events: [{ ...events[1], kind: 'x' }] }, ['/events/0/kind']],
    ['another member, which is not left out', { version: 1, realm: 'r', events, more: 1 }, ['']],
    ['no events', { version: 1, realm: 'r', events: [] }, ['/events']],
  ])('are refused as %s', async (_, body, paths) => {
    const onEvents = jest.fn();
    const { post } = await start({ onEvents });
    const response = await post('/v1/events/keycloak', body);
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
      expect.objectContaining({
        code: 'ERR_BRIDGE_REQUEST',
        problems: paths.map((path) => ({ path, message: expect.any(String) as string })),
      }),
    ]);
    expect(onEvents).not.toHaveBeenCalled();
  });
});

describe('the policy', () => {
  test('is told by its digest', async () => {
    const { ask } = await start();
    expect(await (await ask('/v1/policies')).json()).toEqual({
      digest: 'digest-1',
      loaded_at: '2026-01-01T00:00:00.000Z',
    });
  });

  test('is replaced by a signed one, byte for byte as it was posted', async () => {
    const reload = jest.fn<ReturnType<BridgeOptions['reload']>, Parameters<BridgeOptions['reload']>>(async () => ({
      digest: 'b',
      previous: 'a',
    }));
    const { post } = await start({ reload });
    const table = '{ "not": "even a table",\n"é": 1 }';
    const response = await post('/v1/policies', table, { 'assay-signature': 'sig' });
    expect([response.status, await response.json()]).toEqual([200, { digest: 'b', previous: 'a' }]);
    expect(reload.mock.calls.map(([bytes, signature]) => [Buffer.from(bytes).toString(), signature])).toEqual([
      [table, 'sig'],
    ]);
  });

  test('stays where the new one is refused, with the reason', async () => {
    const problems = [{ path: '/rules/0', message: 'expected a rule' }];
    const reload = (): Promise<never> =>
      Promise.reject(new AssayError('ERR_TABLE_INVALID', 'the table is none', { problems }));
    const { post, lines, ask } = await start({ reload });
    const response = await post('/v1/policies', '{}', { 'assay-signature': 'sig' });
    expect([response.status, await response.json()]).toEqual([
      422,
      {
        type: 'urn:assay:error:ERR_TABLE_INVALID',
        title: 'the decision table refers to something it does not hold',
        status: 422,
        detail: 'the table is none',
        code: 'ERR_TABLE_INVALID',
        problems,
      },
    ]);
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', pep: 'all', code: 'ERR_TABLE_INVALID' })]);
    expect(await (await ask('/metrics')).text()).toContain('assay_bridge_reloads_total{how="post",result="refused"} 1');
  });

  test('is not looked at without a signature', async () => {
    const reload = jest.fn();
    const { post } = await start({ reload });
    expect([(await post('/v1/policies', '{}')).status, reload.mock.calls]).toEqual([400, []]);
  });

  test('is replaced by one at a time, in the order they came', async () => {
    const order: string[] = [];
    const reload: BridgeOptions['reload'] = async (_, signature) => {
      order.push(`begin ${signature}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`end ${signature}`);
      if (signature === '1') throw new AssayError('ERR_TABLE_DIGEST', 'no');
      return { digest: signature, previous: '' };
    };
    const { post } = await start({ reload });
    const responses = [post('/v1/policies', '{}', { 'assay-signature': '1' })];
    await new Promise((resolve) => setTimeout(resolve, 10));
    responses.push(post('/v1/policies', '{}', { 'assay-signature': '2' }));
    expect((await Promise.all(responses)).map(({ status }) => status)).toEqual([422, 200]);
    expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  test('may be larger than an ask', async () => {
    const { post } = await start();
    const table = JSON.stringify({ rules: 'x'.repeat(1_000_000) });
    expect((await post('/v1/policies', table, { 'assay-signature': 's' })).status).toBe(200);
  });
});

test('metrics tell what was decided, refused, shed and loaded', async () => {
  const decide: BridgeOptions['decide'] = async () => ({ ...PERMIT, grant: 'refresh_token', lossy: true });
  const { post, ask, bridge, listening } = await start({ decide });
  await post('/v1/issuance/keycloak', ASK);
  await fetch(`${listening.url}/metrics`);
  bridge.count.reloaded('watch', 'changed');
  bridge.count.lost(3);
  await post('/v1/events/keycloak', { version: 1, realm: 'r', events: [{ time: 1, kind: 'logout', what: 's' }] });
  const response = await ask('/metrics');
  const lines = (await response.text()).split('\n').filter((line) => line.startsWith('assay_bridge_'));
  expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ]);
  expect(lines.filter((line) => !line.includes('_duration_'))).toEqual([
    'assay_bridge_decisions_total{outcome="permit",effect="narrowed",grant="refresh_token"} 1',
    'assay_bridge_decisions_in_flight 0',
    'assay_bridge_failures_total 0',
    'assay_bridge_shed_total 0',
    'assay_bridge_invalid_asks_total 0',
    'assay_bridge_refused_peps_total{status="401"} 1',
    'assay_bridge_reloads_total{how="watch",result="changed"} 1',
    'assay_bridge_events_total{kind="logout"} 1',
    'assay_bridge_lost_records_total 4',
    'assay_bridge_ready 0',
    'assay_bridge_policy_info{digest="digest-1"} 1',
    'assay_bridge_policy_loaded_timestamp_seconds 1767225600',
  ]);
  expect(lines).toContain('assay_bridge_decision_duration_seconds_count 1');
});

test('every metric is explained on the page for operators, and no other', async () => {
  const { ask } = await start();
  const told = [...(await (await ask('/metrics')).text()).matchAll(/^# TYPE (assay_bridge_\w+)/gm)].map(
    ([, name]) => name,
  );
  const page = readFileSync(join(__dirname, '../../../docs/bridge.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `(assay_bridge_\w+)`/gm)].map(([, name]) => name);
  expect(new Set(explained)).toEqual(new Set(told));
});

test('there is nothing at other paths, and nothing of another method', async () => {
  const { ask } = await start();
  const found = await Promise.all(
    [ask('/'), ask('/v1/issuance/keycloak'), ask('/healthz', { method: 'POST' }), ask('/metrics/..%2f')].map(
      async (response) => [(await response).status, ((await (await response).json()) as { code: string }).code],
    ),
  );
  expect(found).toEqual(Array.from({ length: 4 }, () => [404, 'ERR_BRIDGE_REQUEST']));
});
