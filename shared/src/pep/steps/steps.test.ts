// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, Obligation, PermitDecision } from '../../model/decision.ts';
import type { AuthorizationDetail, IssuanceRequest } from '../../model/request.ts';
import { EVERYTHING, fullRequest, permitOf, RULE } from '../../testing/index.ts';
import type { Capabilities } from '../capabilities.ts';
import type { Ceiling } from '../ceiling.ts';
import { isDecision } from '../is-decision.ts';
import { settle, type Settled, type Step } from '../settled.ts';
import { applyObligations } from './apply-obligations.ts';
import { fitClaims } from './fit-claims.ts';
import { limitLifetimes } from './limit-lifetimes.ts';
import { refuseBroadening } from './refuse-broadening.ts';
import { refuseReservedClaims } from './refuse-reserved-claims.ts';
import { refuseUnenforceable } from './refuse-unenforceable.ts';
import { requireSurvivors } from './require-survivors.ts';
import { withholdBeyondBaseline } from './withhold-beyond-baseline.ts';

interface Case {
  readonly request?: IssuanceRequest;
  readonly decision?: Partial<PermitDecision>;
  readonly capabilities?: Partial<Capabilities>;
  readonly ceiling?: Ceiling;
}

/** What one step makes of a permit. */
function run(
  step: Step,
  { request = fullRequest(), decision = {}, capabilities = {}, ceiling = {} }: Case = {},
): Settled {
  return settle(permitOf(request, decision), [step], {
    request,
    capabilities: { ...EVERYTHING, ...capabilities },
    ceiling,
  });
}

/** The reason and error of a denial, or that there was none. */
function refusal({ decision }: Settled): object | 'permit' {
  return decision.outcome === 'deny' ? { error: decision.error, ...decision.reason } : 'permit';
}

const granted = (decision: IssuanceDecision): readonly string[] => decision.scopes.granted.map(({ scope }) => scope);
const grant = (...scopes: string[]) => ({ granted: scopes.map((scope) => ({ scope, rule: RULE })), withheld: [] });
const UNTOUCHED = permitOf(fullRequest());

describe.each([
  ['refuseBroadening', refuseBroadening],
  ['refuseReservedClaims', refuseReservedClaims],
  ['withholdBeyondBaseline', withholdBeyondBaseline],
  ['applyObligations', applyObligations],
  ['requireSurvivors', requireSurvivors],
  ['limitLifetimes', limitLifetimes],
  ['fitClaims', fitClaims],
  ['refuseUnenforceable', refuseUnenforceable],
])('%s', (_, step) => {
  test('leaves a permit of what was asked for as it is', () => {
    expect(run(step)).toEqual({ decision: UNTOUCHED, obligations: [], withheldClaims: [] });
  });
});

describe('a refusal', () => {
  test('withholds every scope that was granted, for its reason, beside those withheld before', () => {
    const before = { scope: 'x', rule: null, reason: { code: 'no_rule', admin: 'x' } } as const;
    const { decision } = run(refuseBroadening, {
      decision: { audiences: ['https://evil.example'], scopes: { ...grant('read'), withheld: [before] } },
    });
    const reason = {
      code: 'broadened',
      admin: 'the decision grants audience `https://evil.example`, which is not in the baseline',
    };
    expect(decision).toEqual({
      outcome: 'deny',
      error: 'access_denied',
      reason,
      rule: null,
      scopes: { granted: [], withheld: [before, { scope: 'read', rule: RULE, reason }] },
      obligations: [],
      policyDigest: 'sha256-test',
      trace: [],
    });
  });
});

describe('refuseBroadening', () => {
  const detail = (part: object): AuthorizationDetail => ({
    type: 'payment',
    actions: ['initiate', 'status'],
    amount: 10,
    ...part,
  });

  test.each<[string, Partial<PermitDecision>, string]>([
    ['a scope that was not requested', { scopes: grant('read', 'admin') }, 'scope `admin`, which was not requested'],
    [
      'another audience',
      { audiences: ['https://c.example'] },
      'audience `https://c.example`, which is not in the baseline',
    ],
    ['another group', { groups: ['staff', 'admins'] }, 'group `admins`, which is not in the baseline'],
    ['another role', { roles: ['root'] }, 'role `root`, which is not in the baseline'],
    [
      'a detail of another type',
      { authorizationDetails: [{ type: 'other' }] },
      'an authorization detail of type `other` that no requested one covers',
    ],
    [
      'a detail with another action',
      { authorizationDetails: [detail({ actions: ['cancel'] })] },
      'an authorization detail of type `payment` that no requested one covers',
    ],
    [
      'a detail without its actions',
      { authorizationDetails: [{ type: 'payment', amount: 10 }] },
      'an authorization detail of type `payment` that no requested one covers',
    ],
    [
      'a detail with another amount',
      { authorizationDetails: [detail({ amount: 11 })] },
      'an authorization detail of type `payment` that no requested one covers',
    ],
    [
      'a detail for what is no target',
      { authorizationDetails: [detail({ locations: ['https://c.example'] })] },
      'an authorization detail of type `payment` that no requested one covers',
    ],
    [
      'another token',
      { tokens: { refresh_token: { claims: [] } } },
      'a token of type `refresh_token`, which is not about to be issued',
    ],
  ])('refuses %s', (_, decision, what) => {
    expect(refusal(run(refuseBroadening, { decision }))).toEqual({
      error: 'access_denied',
      code: 'broadened',
      admin: `the decision grants ${what}`,
    });
  });

  test.each<[string, Partial<PermitDecision>]>([
    [
      'fewer of everything',
      { scopes: grant('read'), audiences: [], groups: ['staff'], roles: [], authorizationDetails: [], tokens: {} },
    ],
    [
      'a detail in parts',
      {
        authorizationDetails: [
          detail({ actions: ['status'] }),
          detail({ actions: ['initiate'], locations: ['https://a.example'] }),
        ],
      },
    ],
  ])('lets pass %s', (_, decision) => {
    expect(refusal(run(refuseBroadening, { decision }))).toBe('permit');
  });

  test('lets pass an audience under the operator’s ceiling, and no other', () => {
    const ceiling = { audiences: ['https://c.example'], scopes: ['admin'] };
    expect(refusal(run(refuseBroadening, { decision: { audiences: ['https://c.example'] }, ceiling }))).toBe('permit');
    expect(refusal(run(refuseBroadening, { decision: { audiences: ['https://d.example'] }, ceiling }))).toMatchObject({
      code: 'broadened',
    });
    // a ceiling for a scope does not grant what nobody asked for
    expect(refusal(run(refuseBroadening, { decision: { scopes: grant('admin') }, ceiling }))).toMatchObject({
      code: 'broadened',
    });
  });
});

describe('refuseReservedClaims', () => {
  const set = (claim: string, value: string | null = 'x') =>
    ({ action: 'set', claim, value, rule: RULE, sources: [] }) as const;
  const claims = (...changes: NonNullable<PermitDecision['tokens']['id_token']>['claims']) => ({
    tokens: { access_token: { claims: [] }, id_token: { claims: changes } },
  });

  test.each(['iss', 'sub', 'aud', 'exp', 'scope', 'cnf', 'act', 'acr', 'authorization_details', '__proto__'])(
    'refuses a change of %s',
    (claim) => {
      const reason = {
        error: 'access_denied',
        code: 'reserved_claim',
        admin: `claim \`${claim}\` of the id_token is not policy's to change`,
      };
      expect(refusal(run(refuseReservedClaims, { decision: claims(set('fine'), set(claim)) }))).toEqual(reason);
      expect(refusal(run(refuseReservedClaims, { decision: claims({ action: 'remove', claim, rule: RULE }) }))).toEqual(
        reason,
      );
    },
  );

  test('refuses a change of a claim the identity provider reserves, in the token it reserves it in', () => {
    const capabilities = { isReservedClaim: (claim: string, token: string) => claim === 'uid' && token === 'id_token' };
    expect(run(refuseReservedClaims, { decision: claims(set('uid')), capabilities }).decision).toMatchObject({
      outcome: 'deny',
      rule: RULE,
      reason: { code: 'reserved_claim' },
    });
    expect(
      refusal(
        run(refuseReservedClaims, { decision: { tokens: { access_token: { claims: [set('uid')] } } }, capabilities }),
      ),
    ).toBe('permit');
  });

  test('passes over the removal of a reserved claim that no rule asks for: it only came of the removal of all that is unlisted', () => {
    const unlisted = (claim: string) => ({ action: 'remove', claim, rule: null }) as const;
    expect(run(refuseReservedClaims, { decision: claims(unlisted('sub'), unlisted('email')) }).decision).toEqual(
      permitOf(fullRequest(), claims(unlisted('email'))),
    );
  });
});

describe('withholdBeyondBaseline', () => {
  const request = fullRequest({ baseline: { scopes: ['read'] } });
  const reason = { code: 'outside_baseline', admin: 'the identity provider would not issue this scope' };

  test('withholds a scope that was requested, but that the identity provider would not issue', () => {
    expect(run(withholdBeyondBaseline, { request }).decision.scopes).toEqual({
      granted: [{ scope: 'read', rule: RULE }],
      withheld: [{ scope: 'write', rule: RULE, reason }],
    });
  });

  test('grants it where an operator’s ceiling has it', () => {
    expect(granted(run(withholdBeyondBaseline, { request, ceiling: { scopes: ['write'] } }).decision)).toEqual([
      'read',
      'write',
    ]);
    expect(granted(run(withholdBeyondBaseline, { request, ceiling: { scopes: ['other'] } }).decision)).toEqual([
      'read',
    ]);
  });
});

describe('applyObligations', () => {
  const stepUp = (about: Obligation['about'], properties: Obligation['properties'] = { acr: 'phr' }): Obligation => ({
    type: 'step_up',
    properties,
    about,
    rule: RULE,
  });
  const unmet = { code: 'unmet_obligation', admin: 'step_up (acr phr) is required and not met' } as const;
  const about = (obligation: Obligation, part: Case = {}) =>
    run(applyObligations, { ...part, decision: { obligations: [obligation], ...part.decision } });

  test('records an obligation that is met, and takes nothing away', () => {
    const request = fullRequest({ authentication: { acr: 'phr', amr: [] } });
    const obligation = stepUp({ gate: 'g' });
    expect(about(obligation, { request })).toEqual({
      decision: permitOf(request, { obligations: [obligation] }),
      obligations: [{ ...obligation, met: true }],
      withheldClaims: [],
    });
  });

  test('denies where a gate’s obligation cannot be met', () => {
    const settled = about(stepUp({ gate: 'g' }));
    expect(settled.decision).toMatchObject({
      outcome: 'deny',
      error: 'unmet_authentication_requirements',
      reason: unmet,
      rule: RULE,
    });
    expect(settled.obligations).toEqual([{ ...stepUp({ gate: 'g' }), met: false }]);
  });

  test('withholds the scope whose obligation cannot be met, and no other', () => {
    expect(about(stepUp({ scope: 'write' })).decision.scopes).toEqual({
      granted: [{ scope: 'read', rule: RULE }],
      withheld: [{ scope: 'write', rule: RULE, reason: unmet }],
    });
  });

  test('withholds every entry of the type whose obligation cannot be met', () => {
    expect(about(stepUp({ detail: 0 })).decision).toMatchObject({
      authorizationDetails: [],
      withheldDetails: [{ index: 0, type: 'payment', rule: RULE, reason: unmet }],
    });
  });

  test('takes nothing away where the trigger can start what is asked for', () => {
    const settled = about(stepUp({ scope: 'write' }), { capabilities: { obligations: ['step_up'] } });
    expect([granted(settled.decision), settled.obligations[0]?.met]).toEqual([['read', 'write'], false]);
  });

  test('withholds what is written in a way nobody knows, whatever the trigger can start', () => {
    const capabilities = { obligations: ['step_up'] };
    const odd = stepUp({ scope: 'write' }, { acr: 'phr', grace: 60 });
    const request = fullRequest({ authentication: { acr: 'phr', amr: [] } });
    expect(granted(about(odd, { capabilities, request }).decision)).toEqual(['read']);
  });

  test('denies what it does not understand, unless the trigger does', () => {
    const unknown: Obligation = { type: 'dance', properties: {}, about: { gate: 'g' }, rule: RULE };
    expect(refusal(about(unknown))).toEqual({
      error: 'access_denied',
      code: 'unmet_obligation',
      admin: 'dance is required and not met',
    });
    expect(refusal(about({ ...unknown, type: 'constructor' }))).toMatchObject({ code: 'unmet_obligation' });
    expect(refusal(about(unknown, { capabilities: { obligations: ['dance'] } }))).toBe('permit');
  });
});

describe('requireSurvivors', () => {
  const none = (part: Partial<PermitDecision> = {}): Partial<PermitDecision> => ({
    scopes: grant(),
    authorizationDetails: [],
    ...part,
  });
  const withheld = (scope: string, code: 'no_rule' | 'unmet_obligation') => ({
    scope,
    rule: RULE,
    reason: { code, admin: code },
  });

  test('refuses a permit without a target', () => {
    expect(refusal(run(requireSurvivors, { decision: { audiences: [] } }))).toEqual({
      error: 'invalid_target',
      code: 'no_target_left',
      admin: 'no target is left',
    });
  });

  test('refuses where scopes were requested and nothing survived', () => {
    const scopes = { granted: [], withheld: [withheld('read', 'no_rule'), withheld('write', 'unmet_obligation')] };
    expect(refusal(run(requireSurvivors, { decision: none({ scopes }) }))).toEqual({
      error: 'invalid_scope',
      code: 'all_scopes_withheld',
      admin: 'every requested scope was withheld',
    });
  });

  test('tells the client what would have helped: a consent, where that is what is missing', () => {
    const scopes = { granted: [], withheld: [withheld('read', 'unmet_obligation')] };
    const settled: Settled<PermitDecision> = {
      decision: permitOf(fullRequest(), none({ scopes })),
      obligations: [{ type: 'consent', properties: {}, about: { scope: 'read' }, rule: RULE, met: false }],
      withheldClaims: [],
    };
    const facts = { request: fullRequest(), capabilities: EVERYTHING, ceiling: {} };
    expect(refusal(requireSurvivors(settled, facts))).toMatchObject({ error: 'consent_required' });
  });

  test('gives the reason of the one scope there was', () => {
    const scopes = { granted: [], withheld: [withheld('read', 'no_rule')] };
    expect(
      run(requireSurvivors, { request: fullRequest({ scopes: ['read'] }), decision: none({ scopes }) }).decision,
    ).toMatchObject({
      error: 'invalid_scope',
      reason: { code: 'no_rule' },
      rule: RULE,
    });
  });

  test('tells the client that a stronger authentication would help, where it would', () => {
    const scopes = {
      granted: [],
      withheld: [withheld('read', 'unmet_obligation'), withheld('write', 'unmet_obligation')],
    };
    expect(refusal(run(requireSurvivors, { decision: none({ scopes }) }))).toMatchObject({
      error: 'unmet_authentication_requirements',
    });
  });

  test('permits where a detail survived, or a scope, or nothing was asked for', () => {
    expect(refusal(run(requireSurvivors, { decision: { scopes: grant() } }))).toBe('permit');
    expect(refusal(run(requireSurvivors, { decision: { authorizationDetails: [] } }))).toBe('permit');
    expect(
      refusal(
        run(requireSurvivors, { request: fullRequest({ scopes: [], authorizationDetails: [] }), decision: none() }),
      ),
    ).toBe('permit');
  });

  test('refuses where only details were requested and none survived', () => {
    expect(refusal(run(requireSurvivors, { request: fullRequest({ scopes: [] }), decision: none() }))).toEqual({
      error: 'invalid_authorization_details',
      code: 'all_details_withheld',
      admin: 'every requested authorization detail was withheld',
    });
  });

  test('tells the client of a detail, too, that a stronger authentication would help', () => {
    const withheldDetails = [
      { index: 0, type: 'payment', rule: RULE, reason: { code: 'unmet_obligation', admin: 'step_up' } as const },
    ];
    const request = fullRequest({ scopes: [] });
    expect(run(requireSurvivors, { request, decision: none({ withheldDetails }) }).decision).toMatchObject({
      error: 'unmet_authentication_requirements',
      reason: { code: 'unmet_obligation' },
      rule: RULE,
    });
  });

  test('of several it says that all were withheld, and keeps why each was', () => {
    const withheldDetails = [
      { index: 0, type: 'payment', rule: RULE, reason: { code: 'denied_by_rule', admin: 'too much' } },
      { index: 1, type: 'payment', rule: null, reason: { code: 'no_rule', admin: 'nobody' } },
    ] as const;
    const { decision } = run(requireSurvivors, {
      request: fullRequest({ scopes: [] }),
      decision: none({ withheldDetails }),
    });
    expect(decision).toMatchObject({ outcome: 'deny', reason: { code: 'all_details_withheld' }, withheldDetails });
    expect(isDecision(decision)).toBe(true);
    expect(isDecision({ ...decision, withheldDetails: [{ index: -1 }] })).toBe(false);
  });

  test('where it was the only one, the reason is why that detail was withheld', () => {
    const reason = { code: 'limit_failed', admin: 'nothing of `customers` is left' } as const;
    const decision = none({ withheldDetails: [{ index: 0, type: 'tool_call', rule: RULE, reason }] });
    const settled = run(requireSurvivors, { request: fullRequest({ scopes: [] }), decision });
    expect(settled.decision).toMatchObject({ outcome: 'deny', reason, rule: RULE });
  });
});

describe('limitLifetimes', () => {
  const limit = (seconds: number) => ({ seconds, rule: RULE });
  const access = (decision: Partial<PermitDecision>, request = fullRequest()) => {
    const settled = run(limitLifetimes, { request, decision });
    return settled.decision.outcome === 'permit' && settled.decision.tokens.access_token?.lifetime;
  };

  test('takes the tightest of the token’s limit and those of its scopes', () => {
    const scopes = {
      granted: [
        { scope: 'read', rule: RULE, lifetime: limit(300) },
        { scope: 'write', rule: RULE, lifetime: limit(60) },
      ],
      withheld: [],
    };
    expect(access({ scopes, tokens: { access_token: { claims: [], lifetime: limit(120) } } })).toEqual(limit(60));
  });

  test('applies a scope’s limit to an access token the decision says nothing else of', () => {
    const scopes = { granted: [{ scope: 'read', rule: RULE, lifetime: limit(300) }], withheld: [] };
    expect(access({ scopes, tokens: {} })).toEqual(limit(300));
  });

  test('does not apply the limit of a scope that was withheld, nor a scope’s to the ID token', () => {
    const scopes = { granted: [{ scope: 'read', rule: RULE, lifetime: limit(300) }], withheld: [] };
    const settled = run(limitLifetimes, { decision: { scopes } });
    expect(settled.decision).toMatchObject({
      tokens: { access_token: { lifetime: limit(300) }, id_token: { claims: [] } },
    });
    expect(settled.decision).not.toHaveProperty('tokens.id_token.lifetime');
  });

  test('drops a limit the baseline keeps anyway: a ceiling never lengthens', () => {
    expect(access({ tokens: { access_token: { claims: [], lifetime: limit(3600) } } })).toBeUndefined();
    expect(access({ tokens: { access_token: { claims: [], lifetime: limit(7200) } } })).toBeUndefined();
    expect(access({ tokens: { access_token: { claims: [], lifetime: limit(3599) } } })).toEqual(limit(3599));
  });

  test('keeps a limit where the baseline is not known', () => {
    expect(
      access(
        { tokens: { access_token: { claims: [], lifetime: limit(7200) } } },
        fullRequest({ baseline: { lifetimes: {} } }),
      ),
    ).toEqual(limit(7200));
  });
});

describe('fitClaims', () => {
  const set = (claim: string, value: string | number) =>
    ({ action: 'set', claim, value, rule: RULE, sources: [] }) as const;
  const remove = (claim: string) => ({ action: 'remove', claim, rule: RULE }) as const;
  const decision: Partial<PermitDecision> = {
    tokens: { id_token: { claims: [set('text', 'x'), set('number', 7), remove('gone')] } },
  };
  const withheld = (claim: string) => ({
    token: 'id_token',
    claim,
    rule: RULE,
    reason: { code: 'unenforceable', admin: 'this trigger cannot put the claim into the id_token' },
  });
  const fit = (capability: Capabilities['claims']['id_token']) => {
    const settled = run(fitClaims, { decision, capabilities: { claims: capability ? { id_token: capability } : {} } });
    return {
      left: settled.decision.outcome === 'permit' && settled.decision.tokens.id_token?.claims.map(({ claim }) => claim),
      withheld: settled.withheldClaims,
    };
  };

  test('leaves out, and records, what the trigger cannot put into the token', () => {
    expect(fit({ set: 'json', remove: true })).toEqual({ left: ['text', 'number', 'gone'], withheld: [] });
    expect(fit({ set: 'string', remove: true })).toEqual({ left: ['text', 'gone'], withheld: [withheld('number')] });
    expect(fit({ set: 'no', remove: true })).toEqual({
      left: ['gone'],
      withheld: [withheld('text'), withheld('number')],
    });
    expect(fit(undefined)).toEqual({ left: ['gone'], withheld: [withheld('text'), withheld('number')] });
    expect(fit({ set: 'json', remove: true, accepts: (claim, value) => claim === 'number' && value === 7 })).toEqual({
      left: ['number', 'gone'],
      withheld: [withheld('text')],
    });
  });
});

describe('refuseUnenforceable', () => {
  const limited = { tokens: { access_token: { claims: [], lifetime: { seconds: 60, rule: RULE } } } };
  const removing = (claim: string) => ({
    tokens: { id_token: { claims: [{ action: 'remove', claim, rule: RULE } as const] } },
  });

  test.each<[string, Partial<Capabilities>, Partial<PermitDecision>]>([
    [
      'this trigger is not told the scopes of the access token, and cannot take any away',
      { hasUnseenScopes: true },
      {},
    ],
    ['this trigger cannot take a scope away', { scopes: 'none' }, { scopes: grant('read') }],
    ['this trigger cannot take an audience away', { audience: false }, { audiences: ['https://a.example'] }],
    ['this trigger cannot take a group away', { groups: false }, { groups: ['staff'] }],
    ['this trigger cannot take a group away', { groups: false }, { groups: ['staff', 'staff'] }],
    ['this trigger cannot take a role away', { roles: false }, { roles: [] }],
    [
      'this trigger cannot take an authorization detail away',
      { authorizationDetails: false },
      { authorizationDetails: [] },
    ],
    [
      'this trigger cannot take an authorization detail away',
      { authorizationDetails: false },
      { authorizationDetails: [{ type: 'payment', actions: ['status'], amount: 10 }] },
    ],
    [
      'this trigger cannot limit the lifetime of the access_token to 60 s (`rule`)',
      { lifetime: ['id_token'] },
      limited,
    ],
    [
      'this trigger cannot remove claim `email` from the id_token',
      { claims: { id_token: { set: 'json', remove: false } } },
      removing('email'),
    ],
    ['this trigger cannot remove claim `email` from the id_token', { claims: {} }, removing('email')],
  ])('%s', (admin, capabilities, decision) => {
    expect(refusal(run(refuseUnenforceable, { capabilities, decision }))).toEqual({
      error: 'access_denied',
      code: 'unenforceable',
      admin,
    });
    expect(refusal(run(refuseUnenforceable, { decision }))).toBe('permit');
  });

  test('a trigger that can do nothing carries out a permit that takes nothing away', () => {
    const nothing: Partial<Capabilities> = {
      scopes: 'none',
      claims: {},
      lifetime: [],
      audience: false,
      groups: false,
      roles: false,
      authorizationDetails: false,
    };
    const copies: Partial<PermitDecision> = {
      groups: ['finance', 'staff'],
      roles: ['ops', 'dev'],
      authorizationDetails: [{ amount: 10, actions: ['status', 'initiate'], type: 'payment' }],
      ...removing('not in the token'),
    };
    expect(refusal(run(refuseUnenforceable, { capabilities: nothing, decision: copies }))).toBe('permit');
  });
});
