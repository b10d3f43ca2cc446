// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../errors/index.ts';
import type { IssuanceDecision } from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { Pdp } from '../pdp/pdp.ts';
import type { AttributeSource } from '../pip/source.ts';
import {
  echoAdapter,
  op,
  pdpOf,
  permitOf,
  portsOf,
  read,
  requestOf,
  str,
  testDigest,
  TEST_TIME,
  type EchoAnswer,
  type TableDraft,
} from '../testing/index.ts';
import type { Adapter } from './adapter.ts';
import { enforce } from './enforce.ts';
import type { Ports } from './ports.ts';

const ID = '019b7ca9-8c88-7000-8000-000000000000';
const OPEN: TableDraft = {
  rules: [
    { about: 'gate', id: 'all', effect: 'permit' },
    { about: { scope: 'read' }, id: 'read', effect: 'permit' },
  ],
};
const REQUEST = requestOf({ scopes: ['read', 'write'] });
const governed = (governance: TableDraft['governance']): Pdp =>
  pdpOf({ ...OPEN, ...(governance ? { governance } : {}) });

async function attempt(
  ports: Partial<Omit<Ports, 'sink'>> & { readonly sink?: Ports['sink'] } = {},
  adapter: Adapter<IssuanceRequest, EchoAnswer> = echoAdapter(),
  native: unknown = REQUEST,
) {
  const given = { ...portsOf(pdpOf(OPEN)), ...ports };
  const enforced = await enforce(adapter, given)(native, { platform: 'call-1' });
  return { ...enforced, written: 'records' in given.sink ? given.sink.records : [], losses: given.losses };
}

const throwing = (): never => {
  throw new RangeError('a secret of the event');
};

describe('what an adapter throws', () => {
  test.each<[string, () => Error, string]>([
    ['has a name that is text', () => Object.assign(new Error('x'), { name: 'token eyJhbGciOi' }), 'unexpected Error'],
    [
      'throws when it is looked at',
      () =>
        Object.defineProperty(new Error('x'), 'name', {
          get: () => {
            throw new Error('a secret');
          },
        }),
      'unexpected Error',
    ],
    ['is of a kind', () => new RangeError('a secret'), 'unexpected RangeError'],
  ])('is named in words of our own where it %s', async (_, make, admin) => {
    const adapter = {
      ...echoAdapter(),
      toRequest: () => {
        throw make();
      },
    };
    const { decision } = await attempt({}, adapter);
    expect(decision).toMatchObject({ outcome: 'deny', reason: { code: 'internal_error', admin } });
  });
});

describe('a PDP that is no table of this package', () => {
  const foreign = { ...pdpOf(OPEN) };
  test('is taken only with what tells decisions from anything else', () => {
    const { isDecision: _, ...unchecked } = portsOf(foreign);
    expect(() => enforce(echoAdapter(), unchecked)).toThrow('needs the port `isDecision`');
    expect(() => enforce(echoAdapter(), portsOf(foreign))).not.toThrow();
  });
});

describe('enforce', () => {
  test('gives the adapter’s answer, the guarded decision, and the record that was written', async () => {
    const { answer, decision, record, written, losses } = await attempt();
    const rule = { policy: 'test', rule: 'read', at: 'test.yaml:2:1' };
    expect(answer).toEqual({ kind: 'issued', decision });
    expect(decision).toMatchObject({
      outcome: 'permit',
      scopes: { granted: [{ scope: 'read', rule }], withheld: [{ scope: 'write', reason: { code: 'no_rule' } }] },
    });
    expect(written).toEqual([record]);
    expect(losses).toEqual([]);
    expect(record).toEqual({
      version: 1,
      id: ID,
      time: '2026-01-02T03:04:05.000Z',
      host: { adapter: 'echo', trigger: 'token' },
      mode: 'enforce',
      governed: true,
      outcome: 'permit',
      effect: 'issued_as_decided',
      who: { subject: { type: 'user', id: 'sam' }, actors: [], client: { id: 'web', registration: 'first_party' } },
      asked: {
        grant: 'authorization_code',
        protocol: 'oauth',
        tokens: ['access_token'],
        targets: ['https://api.example.com'],
        scopes: ['read', 'write'],
        authorizationDetails: [],
      },
      baseline: REQUEST.baseline,
      granted: {
        scopes: [{ scope: 'read', rule }],
        audiences: ['https://api.example.com'],
        authorizationDetails: [],
        tokens: [{ token: 'access_token', claims: [] }],
      },
      withheld: {
        scopes: [{ scope: 'write', rule: null, reason: { code: 'no_rule', admin: 'no rule speaks of this scope' } }],
        authorizationDetails: [],
        claims: [],
      },
      obligations: [],
      policy: { digest: decision.policyDigest, decided: [{ policy: 'test', rule: 'all', at: 'test.yaml:1:1' }, rule] },
      evidence: [],
      trace: decision.trace,
      timings: { gather: 0, decide: 0, total: 0 },
      correlation: { platform: 'call-1' },
      inputs: {
        digest: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
        request: { ...REQUEST, context: { time: TEST_TIME / 1000, parameters: {} } },
        attributes: {},
      },
      redacted: [],
    });
  });

  test('takes its steps in order: event, request, sources, decision, capabilities, answer, record', async () => {
    const steps: string[] = [];
    const step =
      <A extends unknown[], R>(name: string, run: (...args: A) => R) =>
      (...args: A): R => {
        steps.push(name);
        return run(...args);
      };
    const echo = echoAdapter();
    const pdp = pdpOf({
      rules: [{ about: 'gate', id: 'g', effect: 'permit', when: [op('eq', read('iga.x', 'string'), str('y'))] }],
    });
    const iga: AttributeSource = { name: 'iga', read: step('source', () => ({ value: { x: 'y' } })) };
    const ports = portsOf(
      { ...pdp, decide: step('decide', pdp.decide) },
      { sources: [{ source: iga, timeoutMs: 10 }] },
    );
    const adapter: Adapter<IssuanceRequest, EchoAnswer> = {
      ...echo,
      parseEvent: step('event', echo.parseEvent),
      toRequest: step('request', echo.toRequest),
      capabilities: step('capabilities', echo.capabilities),
      toResponse: step('answer', echo.toResponse),
    };
    await enforce(adapter, { ...ports, sink: { ...ports.sink, write: step('record', ports.sink.write) } })(requestOf());
    expect(steps).toEqual(['event', 'request', 'source', 'decide', 'capabilities', 'answer', 'record']);
  });

  test('refuses with a stable code and the id of the record, and nothing else', async () => {
    const { answer, record } = await attempt({
      pdp: pdpOf({ rules: [{ about: 'gate', id: 'no', effect: 'deny', reason: 'sam is suspended' }] }),
    });
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'access_denied', correlationId: ID } });
    expect(record).toMatchObject({
      id: ID,
      outcome: 'deny',
      effect: 'refused',
      error: 'access_denied',
      reason: { code: 'denied_by_rule', admin: 'sam is suspended' },
    });
  });

  test('reads only the sources rules about the request read, and records each read', async () => {
    const iga: AttributeSource = { name: 'iga', read: () => ({ value: { x: 'y' }, asOf: TEST_TIME - 60_000 }) };
    const other: AttributeSource = { name: 'other', read: throwing };
    const pdp = pdpOf({
      rules: [{ about: 'gate', id: 'g', effect: 'permit', when: [op('eq', read('iga.x', 'string'), str('y'))] }],
    });
    const { record } = await attempt(
      {
        pdp,
        sources: [
          { source: other, timeoutMs: 9 },
          { source: iga, timeoutMs: 9 },
        ],
      },
      echoAdapter(),
      requestOf(),
    );
    expect(record).toMatchObject({
      outcome: 'permit',
      evidence: [{ source: 'iga', status: 'ok', ageSeconds: 60 }],
      inputs: { attributes: { iga: { x: 'y' } } },
    });
  });

  test('waits for sources, a PDP and a sink that answer later', async () => {
    const pdp = pdpOf(OPEN);
    const written: string[] = [];
    const later = { ...pdp, decide: async (...args: Parameters<typeof pdp.decide>) => pdp.decide(...args) };
    const sink = {
      name: 'slow',
      flush: () => Promise.resolve(),
      write: async () => {
        await Promise.resolve();
        written.push('written');
      },
    };
    const { decision } = await attempt({ pdp: later, sink });
    expect([decision.outcome, written]).toEqual(['permit', ['written']]);
  });

  test('gives what the host knows of the attempt beside the event the last word in the correlation', async () => {
    const adapter = { ...echoAdapter(), correlation: () => ({ pool: 'p-1', platform: 'from the event' }) };
    expect((await attempt({}, adapter)).record.correlation).toEqual({ pool: 'p-1', platform: 'call-1' });
  });
});

describe('an event that cannot be read', () => {
  const native = { ...REQUEST, grant: 7 };

  test('is refused, with every problem in the record and none in the answer', async () => {
    const { answer, record } = await attempt({}, echoAdapter(), native);
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'server_error', correlationId: ID } });
    expect(record).toEqual({
      version: 1,
      id: ID,
      time: '2026-01-02T03:04:05.000Z',
      host: { adapter: 'echo' },
      mode: 'enforce',
      governed: true,
      outcome: 'deny',
      effect: 'refused',
      error: 'server_error',
      reason: { code: 'invalid_event', admin: expect.stringMatching(/^\/grant: expected one of .*, found a number$/) },
      withheld: { scopes: [], authorizationDetails: [], claims: [] },
      obligations: [],
      policy: { digest: expect.any(String), decided: [] },
      evidence: [],
      trace: [],
      timings: { gather: 0, decide: 0, total: 0 },
      correlation: { platform: 'call-1' },
      inputs: {},
      redacted: [],
    });
  });

  test('passes unchanged only where everything is observed', async () => {
    expect((await attempt({ pdp: governed({ mode: 'observe' }) }, echoAdapter(), native)).answer).toEqual({
      kind: 'unchanged',
      native,
    });
    const some = governed({ mode: 'observe', otherMode: { clients: ['x'] } });
    expect((await attempt({ pdp: some }, echoAdapter(), native)).answer).toMatchObject({ kind: 'refused' });
  });
});

describe('observe', () => {
  test('records what it would have done and changes nothing', async () => {
    const { answer, record } = await attempt({ pdp: governed({ mode: 'observe' }) });
    expect(answer).toEqual({ kind: 'unchanged', native: REQUEST });
    expect(record).toMatchObject({
      mode: 'observe',
      outcome: 'permit',
      effect: 'issued_unchanged',
      granted: { scopes: [{ scope: 'read' }] },
    });
  });

  test('lets pass what it would have denied, and what fails', async () => {
    const denying = pdpOf({ rules: [], governance: { mode: 'observe' } });
    expect(await attempt({ pdp: denying })).toMatchObject({
      answer: { kind: 'unchanged' },
      record: { outcome: 'deny', effect: 'issued_unchanged' },
    });
    expect(await attempt({ pdp: { ...denying, decide: throwing } })).toMatchObject({
      answer: { kind: 'unchanged' },
      record: { reason: { code: 'internal_error' } },
    });
  });

  test('holds for the clients and audiences it is said for', async () => {
    const ofWeb = governed({ otherMode: { clients: ['web'] } });
    expect((await attempt({ pdp: ofWeb })).answer.kind).toBe('unchanged');
    expect(
      (
        await attempt(
          { pdp: ofWeb },
          echoAdapter(),
          requestOf({ client: { id: 'other', registration: 'dynamic' }, scopes: ['read'] }),
        )
      ).answer.kind,
    ).toBe('issued');
  });
});

describe('a request the policy set does not govern', () => {
  const audiences = ['https://other.example'];

  test('passes unchanged, is not decided, and is recorded as ungoverned', async () => {
    const pdp = { ...governed({ audiences }), decide: throwing, sourcesFor: throwing };
    const { answer, record } = await attempt({ pdp });
    expect(answer).toEqual({ kind: 'unchanged', native: REQUEST });
    expect(record).toMatchObject({
      governed: false,
      outcome: 'permit',
      effect: 'issued_unchanged',
      granted: {
        scopes: [
          { scope: 'read', rule: null },
          { scope: 'write', rule: null },
        ],
        tokens: [],
      },
      policy: { decided: [] },
      trace: [],
    });
  });

  test('is refused where the project says so', async () => {
    const { answer, record } = await attempt({ pdp: governed({ audiences, outside: 'deny' }) });
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'access_denied', correlationId: ID } });
    const reason = { code: 'outside_policy', admin: 'the policy set does not govern this request' };
    expect(record).toMatchObject({
      governed: false,
      outcome: 'deny',
      effect: 'refused',
      reason,
      withheld: {
        scopes: [
          { scope: 'read', reason },
          { scope: 'write', reason },
        ],
      },
    });
  });

  test('is only recorded where it would be refused and is observed', async () => {
    expect(await attempt({ pdp: governed({ audiences, outside: 'deny', mode: 'observe' }) })).toMatchObject({
      answer: { kind: 'unchanged' },
      record: { outcome: 'deny', effect: 'issued_unchanged' },
    });
  });
});

describe('a PDP that fails', () => {
  const pdp = pdpOf(OPEN);
  const permit = permitOf(REQUEST) as unknown;

  test.each<[string, (() => unknown) | undefined, string]>([
    ['throws', throwing, 'unexpected RangeError'],
    ['rejects', () => Promise.reject(new RangeError('secret')), 'unexpected RangeError'],
    [
      'throws what is no error',
      () => {
        throw 'a secret';
      },
      'unexpected string',
    ],
    [
      'throws an error of ours',
      () => {
        throw new AssayError('ERR_SOURCE_READ', 'the PDP does not answer');
      },
      'ERR_SOURCE_READ: the PDP does not answer',
    ],
    ['answers nothing', () => undefined, 'ERR_INTERNAL: the PDP answered with something that is no decision'],
    ['answers a boolean', () => true, 'ERR_INTERNAL: the PDP answered with something that is no decision'],
    [
      'answers another outcome',
      () => ({ ...(permit as object), outcome: 'PERMIT' }),
      'ERR_INTERNAL: the PDP answered with something that is no decision',
    ],
    [
      'answers half a denial',
      () => ({ outcome: 'deny' }),
      'ERR_INTERNAL: the PDP answered with something that is no decision',
    ],
    [
      'answers half a permit',
      () => Promise.resolve({ outcome: 'permit' }),
      'ERR_INTERNAL: the PDP answered with something that is no decision',
    ],
  ])('and %s denies, with one record', async (_, decide, admin) => {
    const { answer, record, written } = await attempt({ pdp: { ...pdp, decide: decide as Pdp['decide'] } }); // deliberately something else
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'server_error', correlationId: ID } });
    expect(record).toMatchObject({
      outcome: 'deny',
      effect: 'refused',
      reason: { code: 'internal_error', admin },
      withheld: { scopes: [{ scope: 'read' }, { scope: 'write' }] },
    });
    expect(written).toEqual([record]);
  });

  test('while saying which sources it reads denies', async () => {
    expect((await attempt({ pdp: { ...pdp, sourcesFor: throwing } })).record.reason).toEqual({
      code: 'internal_error',
      admin: 'unexpected RangeError',
    });
  });
});

describe('an adapter that fails', () => {
  test.each(['parseEvent', 'toRequest', 'capabilities', 'toResponse'] as const)(
    'in %s refuses, with one record that says so',
    async (name) => {
      const { answer, record, written } = await attempt({}, { ...echoAdapter(), [name]: throwing });
      expect(answer).toEqual({ kind: 'refused', refusal: { error: 'server_error', correlationId: ID } });
      expect(record).toMatchObject({
        outcome: 'deny',
        effect: 'refused',
        reason: { code: 'internal_error', admin: 'unexpected RangeError' },
      });
      expect(written).toEqual([record]);
      expect(JSON.stringify(record)).not.toContain('secret');
    },
  );

  test('in correlation loses only the ids it would have given', async () => {
    const { answer, record } = await attempt({}, { ...echoAdapter(), correlation: throwing });
    expect([answer.kind, record.correlation]).toEqual(['issued', { platform: 'call-1' }]);
  });

  test('in unchanged refuses, with one record that says so', async () => {
    const { answer, record, written } = await attempt(
      { pdp: governed({ mode: 'observe' }) },
      { ...echoAdapter(), unchanged: throwing },
    );
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'server_error', correlationId: ID } });
    expect(record).toMatchObject({ outcome: 'deny', effect: 'refused', reason: { code: 'internal_error' } });
    expect(written).toEqual([record]);
  });

  test('in refuse leaves its record first, and then no answer at all', async () => {
    for (const pdp of [pdpOf({}), pdpOf(OPEN)]) {
      const ports = portsOf(pdp);
      await expect(
        enforce({ ...echoAdapter(), toResponse: throwing, refuse: throwing }, ports)(REQUEST),
      ).rejects.toThrow(RangeError);
      expect(ports.sink.records).toMatchObject([{ outcome: 'deny', effect: 'refused' }]);
    }
  });
});

test('a host that was not given a source the policy reads is told before the first attempt', () => {
  const needy = pdpOf({ rules: [{ about: 'gate', id: 'r', effect: 'permit', when: [read('iga.active', 'bool')] }] });
  expect(() => enforce(echoAdapter(), portsOf(needy))).toThrow(
    'the policy reads `iga`, and no source of that name was given',
  );
});

describe('a record that cannot be written', () => {
  const cause = new Error('disk full');
  const sinks: readonly [string, Ports['sink']][] = [
    [
      'throws',
      {
        name: 'disk',
        flush: () => Promise.resolve(),
        write: () => {
          throw cause;
        },
      },
    ],
    ['rejects', { name: 'disk', flush: () => Promise.resolve(), write: () => Promise.reject(cause) }],
    // a promise of another library: not one of the platform's, and to be waited for all the same
    [
      'rejects in its own way',
      {
        name: 'disk',
        flush: () => Promise.resolve(),
        write: () =>
          ({ then: (_: unknown, reject: (cause: unknown) => void) => reject(cause) }) as unknown as Promise<void>,
      },
    ],
  ];
  const log = (required: boolean) => ({ required, inputs: 'full', redact: [] }) as const;

  test.each(sinks)('refuses the token where it is required: a sink that %s', async (_, sink) => {
    const { answer, decision, record, losses } = await attempt({ sink, log: log(true) });
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'server_error', correlationId: ID } });
    expect(losses).toEqual([{ recordId: ID, sink: 'disk', cause, isRefused: true }]);
    const reason = { code: 'record_not_written', admin: 'the decision record could not be written, and is required' };
    expect(decision).toMatchObject({
      outcome: 'deny',
      error: 'server_error',
      reason,
      scopes: {
        granted: [],
        withheld: [
          { scope: 'read', reason },
          { scope: 'write', reason },
        ],
      },
    });
    expect(record).toMatchObject({ outcome: 'deny', effect: 'refused', reason, inputs: {} });
  });

  test.each(sinks)('is reported, and the token leaves, where it is not: a sink that %s', async (_, sink) => {
    const { answer, record, losses } = await attempt({ sink, log: log(false) });
    expect([answer.kind, record.effect]).toEqual(['issued', 'issued_as_decided']);
    expect(losses).toEqual([{ recordId: ID, sink: 'disk', cause, isRefused: false }]);
  });

  test('because the sink never answers counts as lost when its time is up', async () => {
    const hanging = { name: 'disk', flush: () => Promise.resolve(), write: () => new Promise<void>(() => {}) };
    const { answer, losses } = await attempt({ sink: hanging, log: { ...log(true), timeoutMs: 5 } });
    expect([answer.kind, losses.map(({ isRefused, cause: late }) => [isRefused, (late as AssayError).code])]).toEqual([
      'refused',
      [[true, 'ERR_SINK_WRITE']],
    ]);
  });

  test('changes nothing where the attempt is only observed, and is reported', async () => {
    const { answer, losses } = await attempt({
      sink: sinks[0]![1],
      log: log(true),
      pdp: governed({ mode: 'observe' }),
    });
    expect([answer.kind, losses]).toEqual(['unchanged', [{ recordId: ID, sink: 'disk', cause, isRefused: false }]]);
  });

  test('leaves a denial what it was', async () => {
    const { answer, record, losses } = await attempt({ sink: sinks[0]![1], log: log(true), pdp: pdpOf({}) });
    expect(answer).toEqual({ kind: 'refused', refusal: { error: 'access_denied', correlationId: ID } });
    expect([record.reason?.code, losses[0]?.isRefused]).toEqual(['no_rule', false]);
  });

  test('because its inputs have no JSON is reported as any other', async () => {
    const odd = {
      ...echoAdapter(),
      toRequest: (event: IssuanceRequest) => ({ ...event, subject: { ...event.subject, profile: { n: NaN } } }),
    };
    const { answer, losses } = await attempt({}, odd);
    expect([answer.kind, losses.length]).toEqual(['refused', 1]);
  });
});

test('decisions are of the guard: what the PDP says beyond the baseline is not carried out', async () => {
  const pdp = pdpOf(OPEN);
  const decide = (request: IssuanceRequest): IssuanceDecision => permitOf(request, { groups: ['admins'] });
  const { answer, record } = await attempt({ pdp: { ...pdp, decide } });
  expect(answer.kind).toBe('refused');
  expect(record.reason).toEqual({
    code: 'broadened',
    admin: 'the decision grants group `admins`, which is not in the baseline',
  });
});

test('ids and times come of the ports alone: two attempts made alike are alike', async () => {
  const [first, second] = [await attempt({ sha256: testDigest }), await attempt({ sha256: testDigest })];
  expect(second.record).toEqual(first.record);
});
