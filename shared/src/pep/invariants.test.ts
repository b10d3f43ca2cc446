// SPDX-License-Identifier: Apache-2.0
// The invariants of the design, each with a test that fails when it is broken. (6, the same policy and the same token on every identity
// provider, is the vector suite.)
import fc from 'fast-check';
import { canonicalJson } from '../log/canonical.ts';
import type { ClaimChange, IssuanceDecision, Obligation, PermitDecision } from '../model/decision.ts';
import type { AuthorizationDetail, IssuanceRequest, TokenType } from '../model/request.ts';
import type { AttributeSource } from '../pip/source.ts';
import {
  echoAdapter,
  fullRequest,
  list,
  op,
  pdpOf,
  permitOf,
  portsOf,
  read,
  requestOf,
  RULE,
  str,
  testDigest,
  EVERYTHING,
  type EchoAnswer,
  type RuleDraft,
} from '../testing/index.ts';
import type { Capabilities } from './capabilities.ts';
import type { Ceiling } from './ceiling.ts';
import { isCovered } from './covers.ts';
import { decideAgain } from './decide-again.ts';
import { enforce } from './enforce.ts';
import { GUARD } from './guard.ts';
import { RESERVED_CLAIMS } from './reserved-claims.ts';

const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };

/** What `enforce` does where the PDP decides as told. */
async function enforced(
  decision: unknown,
  {
    request = fullRequest(),
    capabilities = {},
    ceiling = {},
  }: {
    readonly request?: IssuanceRequest;
    readonly capabilities?: Partial<Capabilities>;
    readonly ceiling?: Ceiling;
  } = {},
) {
  const pdp = { ...pdpOf({}), decide: () => decision as IssuanceDecision }; // whatever it is
  const ports = portsOf(pdp, { ceiling });
  const { answer, record } = await enforce(echoAdapter(capabilities), ports)(request);
  return { answer, record, records: ports.sink.records };
}

const reasonOf = ({
  record,
}: {
  readonly record: { readonly reason?: { readonly code: string } };
}): string | undefined => record.reason?.code;

// What a PDP that is broken or captured may say: names from both sides of every border.
const name = (...known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.string({ maxLength: 5 }) });
const scope = name('read', 'write', 'admin', 'openid');
const token = fc.constantFrom<TokenType>('access_token', 'id_token', 'refresh_token', 'saml2');
const rule = fc.constantFrom(RULE, null);
const seconds = fc.oneof(
  fc.constantFrom(1, 59, 60, 61, 3600, 7200, 2 ** 40),
  fc.constantFrom(0, -1, 0.5, NaN, Infinity),
);
const lifetime = fc.record({ seconds, rule: fc.constant(RULE) });
const claim: fc.Arbitrary<ClaimChange> = fc.oneof(
  fc.record({
    action: fc.constant('set' as const),
    claim: name('tenant', 'email', ...RESERVED_CLAIMS),
    value: fc.constantFrom('x', 1, null),
    rule: fc.constant(RULE),
    sources: fc.constant([]),
  }),
  fc.record({ action: fc.constant('remove' as const), claim: name('tenant', 'email', ...RESERVED_CLAIMS), rule }),
);
const detail: fc.Arbitrary<AuthorizationDetail> = fc
  .record(
    {
      type: name('payment', 'other'),
      actions: fc.subarray(['initiate', 'status', 'cancel']),
      locations: fc.subarray(['https://a.example', 'https://b.example', 'https://c.example']),
      amount: fc.constantFrom(10, 11),
    },
    { requiredKeys: ['type'] },
  )
  .map((members) => members as AuthorizationDetail); // sound: JSON with a type
const obligation: fc.Arbitrary<Obligation> = fc.record({
  type: name('step_up', 'approval'),
  properties: fc.constantFrom<Obligation['properties']>({}, { acr: 'phr' }, { maxAgeSeconds: 60 }),
  about: fc.oneof(
    fc.constant({ gate: 'g' }),
    scope.map((asked) => ({ scope: asked })),
    fc.constantFrom({ detail: 0 }, { detail: 9 }),
  ),
  rule: fc.constant(RULE),
});
const names = (from: fc.Arbitrary<string>): fc.Arbitrary<string[]> => fc.array(from, { maxLength: 3 });
const anyDecision: fc.Arbitrary<PermitDecision> = fc.record(
  {
    outcome: fc.constant('permit' as const),
    gates: fc.constant([]),
    audiences: names(name('https://a.example', 'https://b.example', 'https://c.example')),
    scopes: fc.record({
      granted: fc.array(fc.record({ scope, rule, lifetime }, { requiredKeys: ['scope', 'rule'] }), { maxLength: 3 }),
      withheld: fc.constant([]),
    }),
    groups: names(name('staff', 'finance', 'admins')),
    roles: names(name('dev', 'ops', 'root')),
    authorizationDetails: fc.array(detail, { maxLength: 2 }),
    withheldDetails: fc.constant([]),
    tokens: fc.dictionary(
      token,
      fc.record({ claims: fc.array(claim, { maxLength: 3 }), lifetime }, { requiredKeys: ['claims'] }),
    ),
    obligations: fc.array(obligation, { maxLength: 2 }),
    policyDigest: fc.constant('sha256-x'),
    trace: fc.constant([]),
  },
  {
    requiredKeys: [
      'outcome',
      'gates',
      'audiences',
      'scopes',
      'authorizationDetails',
      'withheldDetails',
      'tokens',
      'obligations',
      'policyDigest',
      'trace',
    ],
  },
);
const MEMBERS = ['audiences', 'scopes', 'groups', 'roles', 'authorizationDetails', 'tokens', 'obligations'] as const;
/** Mostly a permit of what was asked for, with a member or two that say something else: of decisions that are wrong all over too few get far. */
const decisions: fc.Arbitrary<PermitDecision> = fc
  .tuple(anyDecision, fc.oneof(fc.subarray([...MEMBERS], { maxLength: 2 }), fc.constant([...MEMBERS])))
  .map(([decision, members]) =>
    permitOf(
      fullRequest(),
      Object.fromEntries(
        members.flatMap((member) => (Object.hasOwn(decision, member) ? [[member, decision[member]]] : [])),
      ),
    ),
  );
/** A decision with one member replaced by something of another kind. */
const nonsense = fc
  .tuple(
    decisions,
    fc.constantFrom('outcome', 'audiences', 'scopes', 'groups', 'authorizationDetails', 'tokens', 'obligations'),
    fc.oneof(fc.jsonValue(), fc.anything()),
  )
  .map(([decision, member, value]) => ({ ...decision, [member]: value }));

describe('1: never broaden', () => {
  const REQUEST = fullRequest({
    scopes: ['read', 'write', 'openid'],
    baseline: { scopes: ['read', 'openid'], audiences: ['https://a.example', 'https://b.example'] },
  });
  const ceilings = fc.record(
    { scopes: fc.subarray(['write', 'admin']), audiences: fc.subarray(['https://c.example']) },
    { requiredKeys: [] },
  );

  /** What an answer grants that is neither in the baseline nor under the ceiling. */
  function excess(answer: EchoAnswer, { scopes = [], audiences = [] }: Ceiling): readonly unknown[] {
    if (answer.kind !== 'issued') return [];
    const { baseline, tokens, targets } = REQUEST;
    const { decision } = answer;
    const beyond = (
      found: readonly string[] | undefined,
      ...allowed: readonly (readonly string[])[]
    ): readonly string[] => (found ?? []).filter((one) => !allowed.flat().includes(one));
    return [
      ...beyond(
        decision.scopes.granted.map((granted) => granted.scope),
        baseline.scopes,
        scopes,
      ),
      ...beyond(
        decision.scopes.granted.map((granted) => granted.scope),
        REQUEST.scopes,
      ),
      ...beyond(decision.audiences, baseline.audiences, audiences),
      ...beyond(decision.groups, baseline.groups),
      ...beyond(decision.roles, baseline.roles),
      ...decision.authorizationDetails.filter(
        (entry) => !baseline.authorizationDetails.some((allowed) => isCovered(entry, allowed, targets)),
      ),
      ...beyond(Object.keys(decision.tokens), tokens),
      ...Object.entries(decision.tokens).filter(
        ([type, { lifetime: limit }]) =>
          limit !== undefined && limit.seconds > (baseline.lifetimes[type as TokenType] ?? Infinity),
      ),
    ];
  }

  test('a PDP that says whatever it likes gets nothing above the baseline and the operator’s ceiling', async () => {
    let issued = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: decisions }, nonsense), ceilings, async (decision, ceiling) => {
        const { answer, records } = await enforced(decision, { request: REQUEST, ceiling });
        expect(excess(answer, ceiling)).toEqual([]);
        expect(records).toHaveLength(1);
        if (answer.kind === 'issued') issued++;
      }),
      { numRuns: 1000 },
    );
    // otherwise the property says nothing
    expect(issued).toBeGreaterThan(50);
  });

  test.each<[string, Partial<PermitDecision>]>([
    ['a scope nobody asked for', { scopes: { granted: [{ scope: 'admin', rule: RULE }], withheld: [] } }],
    ['an audience', { audiences: ['https://c.example'] }],
    ['a group', { groups: ['admins'] }],
    ['a role', { roles: ['root'] }],
    ['a detail', { authorizationDetails: [{ type: 'payment', actions: ['cancel'] }] }],
    ['a token', { tokens: { saml2: { claims: [] } } }],
  ])('a decision with %s too much is refused whole', async (_, part) => {
    expect(reasonOf(await enforced(permitOf(REQUEST, part), { request: REQUEST }))).toBe('broadened');
  });

  test('a scope beyond the baseline is withheld, though policy permits it; more comes only of the ceiling', async () => {
    const granted = async (ceiling: Ceiling): Promise<unknown> => {
      const { answer } = await enforced(permitOf(REQUEST), { request: REQUEST, ceiling });
      return answer.kind === 'issued' && answer.decision.scopes.granted.map((one) => one.scope);
    };
    expect([await granted({}), await granted({ scopes: ['write'] })]).toEqual([
      ['read', 'openid'],
      ['read', 'write', 'openid'],
    ]);
  });

  test('a lifetime is never longer than the baseline’s', async () => {
    const { answer } = await enforced(
      permitOf(REQUEST, { tokens: { access_token: { claims: [], lifetime: { seconds: 9999, rule: RULE } } } }),
      { request: REQUEST },
    );
    expect(answer).toMatchObject({ kind: 'issued', decision: { tokens: { access_token: { claims: [] } } } });
    expect(answer).not.toHaveProperty('decision.tokens.access_token.lifetime');
  });
});

describe('2: errors never widen', () => {
  const isCalm = op('lt', read('risk.score', 'int'), read('risk.limit', 'int'));
  const request = requestOf({
    tokens: ['access_token', 'id_token'],
    scopes: ['read'],
    baseline: { claims: { access_token: { tenant: 'north' } } },
  });
  const source = (answer: () => unknown): AttributeSource => ({
    name: 'risk',
    read: answer as AttributeSource['read'],
  });
  const failing = fc.oneof(
    fc.constantFrom<() => unknown>(
      () => {
        throw new Error('no');
      },
      () => Promise.reject(new Error('no')),
      () => undefined,
      () => ({ value: undefined }),
      () => ({ value: {} }),
      () => ({ value: { score: '7', limit: 50 } }),
      () => ({ value: { score: 7.5, limit: 50 } }),
      () => ({ value: { score: null, limit: 50 } }),
    ),
    fc.jsonValue().map((score) => () => ({ value: { score: [score], limit: 50 } })),
  );
  const decide = async (rules: readonly RuleDraft[], answer: () => unknown) => {
    const ports = portsOf(pdpOf({ rules }), { sources: [{ source: source(answer), timeoutMs: 20 }] });
    return (await enforce(echoAdapter(), ports)(request)).record;
  };

  test('a missing attribute, a failed source, a wrong type: a permit is not granted, a denial applies, a claim is left out or removed, a lifetime is limited', async () => {
    await fc.assert(
      fc.asyncProperty(failing, async (answer) => {
        const reading: RuleDraft = { about: { scope: 'read' }, id: 'read', effect: 'permit' };
        expect((await decide([{ ...GATE, when: [isCalm] }, reading], answer)).outcome).toBe('deny');
        expect(
          (await decide([GATE, { about: 'gate', id: 'no', effect: 'deny', when: [isCalm] }, reading], answer)).outcome,
        ).toBe('deny');
        expect((await decide([GATE, { ...reading, when: [isCalm] }], answer)).outcome).toBe('deny');
        const record = await decide(
          [
            GATE,
            reading,
            { about: { scope: 'read' }, id: 'short', effect: 'permit', lifetime: 30, when: [isCalm] },
            { about: { claim: 'level' }, id: 'set', effect: 'set', value: str('low'), when: [isCalm] },
            { about: { claim: 'tenant' }, id: 'remove', effect: 'remove', when: [isCalm] },
            { about: 'lifetime', id: 'limit', effect: 'limit', lifetime: 60, when: [isCalm] },
          ],
          answer,
        );
        expect(record.granted?.tokens).toMatchObject([
          { token: 'access_token', claims: [{ action: 'remove', claim: 'tenant' }], lifetime: { seconds: 30 } },
          { token: 'id_token', claims: [{ action: 'remove', claim: 'tenant' }], lifetime: { seconds: 60 } },
        ]);
        const demanding = { require: [{ type: 'step_up', properties: { acr: 'phr' } }], when: [isCalm] };
        expect((await decide([GATE, { ...GATE, id: 'strong', ...demanding }, reading], answer)).reason?.code).toBe(
          'unmet_obligation',
        );
        expect((await decide([GATE, reading, { ...reading, id: 'strong', ...demanding }], answer)).reason?.code).toBe(
          'unmet_obligation',
        );
      }),
    );
  });

  test.each(['isDecision', 'decide', 'capabilities'])('a bug denies: %s', async (where) => {
    const broken = (): never => {
      throw new TypeError('bug');
    };
    const pdp = pdpOf({ rules: [GATE, { about: { scope: 'read' }, id: 'read', effect: 'permit' }] });
    const deciding =
      where === 'decide'
        ? broken
        : where === 'isDecision'
          ? () => ({
              get outcome() {
                return broken();
              },
            })
          : pdp.decide;
    const adapter = { ...echoAdapter(), ...(where === 'capabilities' ? { capabilities: broken } : {}) };
    const { answer } = await enforce(adapter, portsOf({ ...pdp, decide: deciding as typeof pdp.decide }))(request);
    expect(answer.kind).toBe('refused');
  });
});

describe('3: one record per attempt', () => {
  const deciders = fc.oneof(
    decisions,
    nonsense,
    fc.constant(new Error('thrown')),
    fc.constantFrom(pdpOf({ rules: [GATE] }).decide(fullRequest(), {}), pdpOf({}).decide(fullRequest(), {})),
  );
  const natives = fc.oneof(
    { weight: 3, arbitrary: fc.constant<unknown>(fullRequest()) },
    fc.anything(),
    fc.constant({ ...fullRequest(), grant: 'x' }),
  );
  const breaks = fc.option(
    fc.constantFrom('parseEvent', 'toRequest', 'capabilities', 'correlation', 'toResponse', 'unchanged'),
  );

  test('whatever event, PDP and adapter do, one record is written, and before the answer is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        natives,
        deciders,
        breaks,
        fc.constantFrom('enforce', 'observe'),
        async (native, decider, broken, mode) => {
          const pdp = {
            ...pdpOf({ governance: { mode } }),
            decide: () => {
              if (decider instanceof Error) throw decider;
              return decider;
            },
          };
          const failing = {
            ...echoAdapter(),
            ...(broken
              ? {
                  [broken]: () => {
                    throw new Error('adapter');
                  },
                }
              : {}),
          };
          const ports = portsOf(pdp);
          const { record } = await enforce(failing, ports)(native);
          expect(ports.sink.records).toEqual([record]);
          expect(ports.losses).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('where the record is required and cannot be written, the token does not leave', async () => {
    const sink = {
      name: 'full',
      flush: () => Promise.resolve(),
      write: () => {
        throw new Error('full');
      },
    };
    const pdp = pdpOf({ rules: [GATE] });
    const kind = async (required: boolean): Promise<string> => {
      const ports = portsOf(pdp, { log: { required, inputs: 'none', redact: [] } });
      return (await enforce(echoAdapter(), { ...ports, sink })(requestOf())).answer.kind;
    };
    expect([await kind(true), await kind(false)]).toEqual(['refused', 'issued']);
  });
});

describe('4: reserved claims are untouchable', () => {
  test.each([...RESERVED_CLAIMS])('%s is refused, set or removed, in any token', async (reserved) => {
    for (const change of [
      { action: 'set', claim: reserved, value: 'x', rule: RULE, sources: [] },
      { action: 'remove', claim: reserved, rule: RULE },
    ] as const) {
      for (const type of ['access_token', 'id_token'] as const) {
        expect(reasonOf(await enforced(permitOf(fullRequest(), { tokens: { [type]: { claims: [change] } } })))).toBe(
          'reserved_claim',
        );
      }
    }
  });

  test('so is what the identity provider reserves', async () => {
    const decision = permitOf(fullRequest(), {
      tokens: { id_token: { claims: [{ action: 'remove', claim: 'uid', rule: RULE }] } },
    });
    expect(reasonOf(await enforced(decision, { capabilities: { isReservedClaim: (one) => one === 'uid' } }))).toBe(
      'reserved_claim',
    );
  });

  test('no token a PDP brings about has one changed', async () => {
    await fc.assert(
      fc.asyncProperty(decisions, async (decision) => {
        const { answer } = await enforced(decision);
        const changes =
          answer.kind === 'issued' ? Object.values(answer.decision.tokens).flatMap((changed) => changed.claims) : [];
        expect(changes.filter((change) => RESERVED_CLAIMS.includes(change.claim))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('5: what an identity provider cannot enforce, is not pretended', () => {
  const rarely: Partial<Capabilities> = {
    scopes: 'none',
    claims: {},
    lifetime: [],
    audience: false,
    groups: false,
    roles: false,
    authorizationDetails: false,
  };

  test('a token leaves a trigger that can take nothing away only where nothing is to be taken away', async () => {
    const REQUEST = fullRequest();
    await fc.assert(
      fc.asyncProperty(decisions, async (decision) => {
        const { answer } = await enforced(decision, { request: REQUEST, capabilities: rarely });
        if (answer.kind !== 'issued') return;
        const kept = answer.decision;
        const { baseline } = REQUEST;
        expect(kept.scopes.granted.map((granted) => granted.scope)).toEqual(
          expect.arrayContaining([...baseline.scopes]),
        );
        expect(kept.audiences).toEqual(expect.arrayContaining([...baseline.audiences]));
        expect(kept.groups ?? baseline.groups).toEqual(expect.arrayContaining([...baseline.groups]));
        expect(kept.roles ?? baseline.roles).toEqual(expect.arrayContaining([...baseline.roles]));
        expect(
          baseline.authorizationDetails.every((entry) =>
            kept.authorizationDetails.some((other) => isCovered(entry, other, REQUEST.targets)),
          ),
        ).toBe(true);
        expect(
          Object.values(kept.tokens).map((changes) => [
            changes.lifetime,
            changes.claims.filter(({ action }) => action === 'set'),
          ]),
        ).toEqual(Object.values(kept.tokens).map(() => [undefined, []]));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, Partial<Capabilities>, Partial<PermitDecision>]>([
    [
      'a scope to take away',
      { scopes: 'none' },
      { scopes: { granted: [{ scope: 'read', rule: RULE }], withheld: [] } },
    ],
    ['scopes it is not told of', { hasUnseenScopes: true }, {}],
    ['an audience to take away', { audience: false }, { audiences: ['https://a.example'] }],
    ['a group to take away', { groups: false }, { groups: [] }],
    ['a role to take away', { roles: false }, { roles: [] }],
    ['a detail to take away', { authorizationDetails: false }, { authorizationDetails: [] }],
    [
      'a lifetime to limit',
      { lifetime: [] },
      { tokens: { access_token: { claims: [], lifetime: { seconds: 1, rule: RULE } } } },
    ],
    [
      'a claim to remove',
      { claims: {} },
      { tokens: { id_token: { claims: [{ action: 'remove', claim: 'email', rule: RULE }] } } },
    ],
  ])('%s is a denial', async (_, capabilities, part) => {
    const decision = permitOf(fullRequest(), part);
    expect((await enforced(decision)).answer.kind).toBe('issued');
    expect(reasonOf(await enforced(decision, { capabilities }))).toBe('unenforceable');
  });

  test('a claim it cannot put into the token is left out, and recorded', async () => {
    const decision = permitOf(fullRequest(), {
      tokens: { id_token: { claims: [{ action: 'set', claim: 'tenant', value: ['x'], rule: RULE, sources: [] }] } },
    });
    const { answer, record } = await enforced(decision, {
      capabilities: { claims: { id_token: { set: 'string', remove: true } } },
    });
    expect(answer).toMatchObject({ kind: 'issued', decision: { tokens: { id_token: { claims: [] } } } });
    expect(record.withheld.claims).toMatchObject([{ claim: 'tenant', reason: { code: 'unenforceable' } }]);
  });
});

describe('7: no secret, token or code in a record, an error or a log line', () => {
  const part = fc.string({ unit: fc.constantFrom(...'abcdefXYZ0189-_'), minLength: 10, maxLength: 20 });
  const jwt = fc.tuple(part, part, part).map(([a, b, c]) => `eyJ${a}.${b}.${c}`);
  const LEAK = /eyJ[\w-]{10,}\.[\w-]{10,}/;

  test('a token anywhere in an event, an attribute or a parameter does not get into the record or the refusal', async () => {
    const places = fc.constantFrom<(token: string) => object>(
      (t) => ({ subject: { type: 'user', id: t, profile: {} } }),
      (t) => ({ subject: { type: 'user', id: 'sam', profile: { note: `see ${t}` } } }),
      (t) => ({ subject: { type: 'user', id: 'sam', profile: { [t]: 1 } } }),
      (t) => ({ client: { id: 'web', name: t, registration: 'dynamic' } }),
      (t) => ({ scopes: ['read', t] }),
      (t) => ({ context: { parameters: { deal: t } } }),
      (t) => ({ grant: t }),
      (t) => ({ [t]: { [t]: t } }),
      (t) => ({ subject: { [t]: '\ud800' } }),
      (t) => ({ baseline: { claims: { access_token: { [t]: t } } } }),
    );
    const pdp = pdpOf({
      rules: [GATE, { about: { claim: 'note' }, id: 'note', effect: 'set', value: read('iga.note', 'string') }],
      parameters: ['deal'],
    });
    await fc.assert(
      fc.asyncProperty(
        jwt,
        places,
        fc.constantFrom<'full' | 'digest' | 'none'>('full', 'digest', 'none'),
        async (secret, place, inputs) => {
          const iga: AttributeSource = { name: 'iga', read: () => ({ value: { note: `token ${secret}` } }) };
          const ports = portsOf(pdp, {
            log: { required: true, inputs, redact: [] },
            sources: [{ source: iga, timeoutMs: 9 }],
          });
          const { answer } = await enforce(echoAdapter(), ports)(
            { ...requestOf({ scopes: ['read'] }), ...place(secret) },
            { call: `Bearer ${secret}` },
          );
          expect(JSON.stringify(ports.sink.records)).not.toMatch(LEAK);
          if (answer.kind === 'refused') expect(JSON.stringify(answer)).not.toMatch(LEAK);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('the text of an error nobody knows does not get into the record or the refusal', async () => {
    const secret = 'client_secret=hunter2';
    const pdp = {
      ...pdpOf({}),
      decide: () => {
        throw new Error(secret, { cause: secret });
      },
    };
    const ports = portsOf(pdp);
    const { answer } = await enforce(echoAdapter(), ports)(fullRequest());
    expect(JSON.stringify([answer, ports.sink.records])).not.toContain('hunter2');
  });

  test('parameters no policy reads go nowhere', async () => {
    const ports = portsOf(pdpOf({ rules: [GATE], parameters: ['deal'] }));
    const request = requestOf({
      context: { time: 0, parameters: { deal: 'd-1', code: 'SplxlOBeZQQYbYS6WxSbIA', client_secret: 'hunter2' } },
    });
    await enforce(echoAdapter(), ports)(request);
    expect(JSON.stringify(ports.sink.records)).not.toMatch(/SplxlOBeZQQYbYS6WxSbIA|hunter2/);
    expect(JSON.stringify(ports.sink.records)).toContain('d-1');
  });

  test('a client sees a code and an id, never a reason', async () => {
    const ports = portsOf(
      pdpOf({ rules: [{ ...GATE, effect: 'deny', reason: 'sam@example.com is under investigation' }] }),
    );
    expect((await enforce(echoAdapter(), ports)(fullRequest())).answer).toEqual({
      kind: 'refused',
      refusal: { error: 'access_denied', correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });
});

describe('8: a decision can be re-run from its record and its table', () => {
  test('to the same record, byte for byte, after a way through JSON', async () => {
    const pdp = pdpOf({
      rules: [
        { ...GATE, when: [op('eq', read('iga.status', 'string'), str('active'))] },
        {
          about: { scope: 'read' },
          id: 'read',
          effect: 'permit',
          when: [op('in_list', read('client.id', 'string', 'request'), list('web', 'app'))],
          lifetime: 60,
        },
        {
          about: { scope: 'acct.{n}' },
          id: 'own',
          effect: 'permit',
          when: [op('in_list', read('n', 'string', 'bound'), read('iga.accounts', 'strings'))],
        },
        { about: { claim: 'tenant' }, id: 'tenant', effect: 'set', value: read('iga.tenant', 'dyn') },
        {
          about: { detail: 'payment' },
          id: 'pay',
          effect: 'permit',
          when: [op('eq', read('cell.action', 'string', 'bound'), str('status'))],
        },
      ],
    });
    const attributes = fc.record(
      { status: fc.constantFrom('active', 'left'), accounts: fc.subarray(['1', '2']), tenant: fc.jsonValue() },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        attributes,
        fc.uniqueArray(fc.constantFrom('read', 'acct.1', 'acct.2', 'openid', 'x')),
        async (value, scopes) => {
          const iga: AttributeSource = {
            name: 'iga',
            read: () => ({ value: JSON.parse(JSON.stringify(value)) as object as never }),
          }; // sound: an object of JSON
          const ports = portsOf(pdp, { sources: [{ source: iga, timeoutMs: 9 }] });
          const { record } = await enforce(echoAdapter(), ports)(fullRequest({ scopes }));
          const stored = JSON.stringify(record);
          const again = await decideAgain(JSON.parse(stored) as typeof record, {
            pdp,
            capabilities: EVERYTHING,
            sha256: testDigest,
          });
          expect(again.ok && canonicalJson(again.record)).toBe(canonicalJson(JSON.parse(stored)));
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('the guard has its steps in this order: what must not be believed, what is taken away, whether the trigger can do what is left', () => {
  expect(GUARD.map((step) => step.name)).toEqual([
    'refuseBroadening',
    'refuseReservedClaims',
    'withholdBeyondBaseline',
    'applyObligations',
    'requireSurvivors',
    'limitLifetimes',
    'fitClaims',
    'refuseUnenforceable',
  ]);
});
