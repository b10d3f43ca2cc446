// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { canonicalJson } from '../log/canonical.ts';
import type { Attributes, IssuanceRequest } from '../model/request.ts';
import { isDecision } from '../pep/is-decision.ts';
import { list, num, op, pdpOf, read, requestOf, str, tableOf, type Draft, type RuleDraft } from '../testing/index.ts';
import { WHOLE_LANGUAGE, type Language } from './language.ts';
import { createBuiltTablePdp } from './table-pdp.ts';

// One target: with several, an attribute that is missing may close one gate and so leave a narrower token, whose scopes fewer targets decide.
const SLOTS: readonly Draft[] = [
  read('a.text', 'string'),
  read('a.flag', 'bool'),
  read('b.names', 'strings'),
  read('b.count', 'int'),
  read('c.deep.text', 'string'),
];
const leaf: fc.Arbitrary<Draft> = fc.oneof(
  fc.constantFrom('x', 'y').map((text) => op('eq', SLOTS[0]!, str(text))),
  fc.constant(SLOTS[1]!),
  fc.constantFrom('x', 'y').map((text) => op('in_list', str(text), SLOTS[2]!)),
  fc.nat(3).map((count) => op('lt', SLOTS[3]!, num(count))),
  fc.constantFrom('x', 'y').map((text) => op('ne', SLOTS[4]!, str(text))),
  fc.constant(op('in_list', SLOTS[0]!, list('x', 'z'))),
);
/** Conditions without `has`, and without what asks about the members of a map: whether something is there cannot be told from them. */
const condition: fc.Arbitrary<Draft> = fc.letrec<{ node: Draft }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom('and', 'or'), tie('node'), tie('node')).map(([name, a, b]) => op(name, a, b)),
    tie('node').map((inner) => op('not', inner)),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([test, yes, no]) => op('if', test, yes, no)),
  ),
})).node;

const about = fc.constantFrom<RuleDraft['about']>(
  'gate',
  'lifetime',
  'groups',
  'roles',
  { scope: 's' },
  { scope: 't' },
  { scope: 'd.{v}' },
  { claim: 'c' },
  { detail: 'p' },
);
const rule: fc.Arbitrary<RuleDraft> = fc
  .record({
    about,
    when: fc.array(condition, { maxLength: 2 }),
    isDenial: fc.boolean(),
    lifetime: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    isDemanding: fc.boolean(),
    ofScope: fc.constantFrom('permit', 'permit', 'request', 'consent'),
  })
  .map(({ about: what, when, isDenial, lifetime, isDemanding, ofScope }): RuleDraft => {
    const limit = lifetime === undefined ? {} : { lifetime };
    if (what === 'lifetime') return { about: what, id: 'l', effect: 'limit', when, lifetime: lifetime ?? 5 };
    if (typeof what === 'object' && 'claim' in what)
      return isDenial
        ? { about: what, id: 'c', effect: 'remove', when }
        : { about: what, id: 'c', effect: 'set', when, value: SLOTS[0]! };
    if (isDenial) return { about: what, id: 'd', effect: 'deny', when };
    if (what === 'groups' || what === 'roles') return { about: what, id: 'm', effect: 'permit', when };
    if (typeof what === 'object' && 'scope' in what && ofScope !== 'permit')
      return {
        about: what,
        id: 'a',
        effect: ofScope,
        when,
        ...(ofScope === 'consent' && { require: [{ type: 'consent', properties: {} }] }),
      };
    return {
      about: what,
      id: 'p',
      effect: 'permit',
      when,
      ...limit,
      ...(isDemanding ? { require: [{ type: 'step_up', properties: { acr: 'phr' } }] } : {}),
    };
  });
const rules = fc
  .array(rule, { maxLength: 10 })
  .map((some): RuleDraft[] => [...some, { about: 'gate', id: 'open', effect: 'permit' }]);

const attributes: fc.Arbitrary<Attributes> = fc.record({
  a: fc.record({ text: fc.constantFrom('x', 'y', 'z'), flag: fc.boolean() }),
  b: fc.record({ names: fc.subarray(['x', 'y']), count: fc.nat(3) }),
  c: fc.record({ deep: fc.record({ text: fc.constantFrom('x', 'y') }) }),
});
const PATHS = [
  ['a'],
  ['b'],
  ['c'],
  ['a', 'text'],
  ['a', 'flag'],
  ['b', 'names'],
  ['b', 'count'],
  ['c', 'deep'],
  ['c', 'deep', 'text'],
];

function without(tree: unknown, [name = '', ...rest]: readonly string[]): unknown {
  if (typeof tree !== 'object' || tree === null || !Object.hasOwn(tree, name)) return tree;
  const { [name]: member, ...others } = tree as Readonly<Record<string, unknown>>; // sound: an object
  return rest.length === 0 ? others : { ...others, [name]: without(member, rest) };
}

const REQUEST = requestOf({
  scopes: ['s', 't', 'd.1', 'email'],
  authorizationDetails: [{ type: 'p' }],
  baseline: { claims: { access_token: { c: 'old' } }, groups: ['x', 'y'], roles: ['x'] },
});

/** Everything a decision gives: what is not in the other's is more. */
function grants(request: IssuanceRequest, ruleDrafts: readonly RuleDraft[], known: Attributes) {
  const decision = pdpOf({ rules: ruleDrafts }).decide(request, known);
  if (decision.outcome === 'deny')
    return { scopes: [], details: 0, claims: [], lifetime: 0, members: [], obligations: [] };
  return {
    scopes: decision.scopes.granted.map(({ scope }) => scope),
    details: decision.authorizationDetails.length,
    claims: (decision.tokens.access_token?.claims ?? [])
      .filter(({ action }) => action === 'set')
      .map(({ claim }) => claim),
    lifetime: decision.tokens.access_token?.lifetime?.seconds ?? Infinity,
    members: [...(decision.groups ?? request.baseline.groups), ...(decision.roles ?? request.baseline.roles)],
    // of what is granted: what must be met
    obligations: decision.obligations.map(({ about: what, rule: { at } }) => JSON.stringify([what, at])),
  };
}

describe('a language without parts its table needs', () => {
  const decided = (draft: Parameters<typeof tableOf>[0], scopes: readonly string[]) =>
    createBuiltTablePdp({ table: tableOf(draft), digest: 'sha256-test' }, { ops: WHOLE_LANGUAGE.ops }).decide(
      requestOf({ scopes, baseline: { groups: ['x'] } }),
      {},
    );
  const OPEN: RuleDraft = { about: 'gate', id: 'open', effect: 'permit' };
  const PERMIT: RuleDraft = { about: { scope: 's' }, id: 'p', effect: 'permit' };

  test('decides nothing where there are groups', () => {
    expect(decided({ rules: [OPEN, { about: 'groups', id: 'g', effect: 'permit' }] }, [])).toMatchObject({
      outcome: 'deny',
      reason: { code: 'internal_error' },
    });
    expect(decided({ rules: [OPEN], governance: { unlistedRoles: 'remove' } }, []).outcome).toBe('deny');
  });

  test('grants no scope whose requests or consents are ruled', () => {
    const granted = (effect: 'request' | 'consent') =>
      decided({ rules: [OPEN, PERMIT, { ...PERMIT, id: 'q', effect }] }, ['s']).scopes.granted;
    expect([granted('request'), granted('consent')]).toEqual([[], []]);
    expect(decided({ rules: [OPEN, PERMIT] }, ['s']).scopes.granted).toHaveLength(1);
  });

  test('matches no scope with a typed variable', () => {
    const table = tableOf({ rules: [OPEN, { about: { scope: 'a.{n}' }, id: 'p', effect: 'permit' }] });
    const [pattern] = table.dynamic;
    if (pattern === undefined) throw new Error('the table has a pattern');
    const typed = { ...table, dynamic: [{ ...pattern, types: ['int' as const] }] };
    const granted = (language: Language) =>
      createBuiltTablePdp({ table: typed, digest: 'sha256-test' }, language).decide(requestOf({ scopes: ['a.1'] }), {})
        .scopes.granted.length;
    expect([granted(WHOLE_LANGUAGE), granted({ ops: WHOLE_LANGUAGE.ops })]).toEqual([1, 0]);
  });
});

describe('decide', () => {
  test('grants no more where attributes are missing', () => {
    fc.assert(
      fc.property(rules, attributes, fc.subarray(PATHS, { minLength: 1 }), (drafts, known, removed) => {
        const fewer = removed.reduce<unknown>(without, known) as Attributes; // sound: members are only taken out
        const [before, after] = [grants(REQUEST, drafts, known), grants(REQUEST, drafts, fewer)];
        expect(before.scopes).toEqual(expect.arrayContaining(after.scopes));
        expect(after.details).toBeLessThanOrEqual(before.details);
        expect(before.claims).toEqual(expect.arrayContaining(after.claims));
        expect(before.members).toEqual(expect.arrayContaining(after.members));
        // a detail that is withheld takes the lifetime it asked for with it
        if (after.details === before.details) expect(after.lifetime).toBeLessThanOrEqual(before.lifetime);
        const isStillGranted = (text: string): boolean => {
          const [what] = JSON.parse(text) as [{ scope?: string; detail?: number; gate?: string }];
          return what.scope === undefined
            ? what.detail === undefined
              ? after.scopes.length > 0
              : after.details > 0
            : after.scopes.includes(what.scope);
        };
        expect(after.obligations).toEqual(expect.arrayContaining(before.obligations.filter(isStillGranted)));
      }),
      { numRuns: 3000 },
    );
  });

  test('comes to the same for the same, to the byte', () => {
    fc.assert(
      fc.property(rules, attributes, (drafts, known) => {
        const pdp = pdpOf({ rules: drafts });
        const first = canonicalJson(pdp.decide(REQUEST, known));
        expect(canonicalJson(pdp.decide(JSON.parse(JSON.stringify(REQUEST)) as IssuanceRequest, known))).toBe(first);
        expect(canonicalJson(pdpOf({ rules: drafts }).decide(REQUEST, known))).toBe(first);
      }),
      { numRuns: 300 },
    );
  });

  test('is a denial where the request does not keep the model’s promises, and throws nothing', () => {
    const pdp = pdpOf({
      rules: [
        {
          about: 'gate',
          id: 'g',
          effect: 'permit',
          when: [op('eq', read('client.id', 'string', 'request'), str('web'))],
        },
        { about: { scope: 's' }, id: 's', effect: 'permit' },
      ],
    });
    const part = fc.oneof(fc.anything(), fc.constantFrom(null, undefined, [], {}, 'x'));
    const broken = fc.record(Object.fromEntries(Object.keys(REQUEST).map((name) => [name, part])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(broken, fc.anything(), (members, known) => {
        const request = { ...requestOf({ scopes: ['s'] }), ...members } as unknown as IssuanceRequest; // deliberately not
        expect(isDecision(pdp.decide(request, known as Attributes))).toBe(true);
        expect(pdp.sourcesFor(request)).toEqual([]);
      }),
    );
    const denied = { outcome: 'deny', error: 'server_error', rule: null, scopes: { granted: [] } };
    const ok = requestOf({ scopes: ['s'] });
    for (const request of [
      null,
      undefined,
      5,
      {},
      { ...ok, scopes: ['s', 5, null] },
      { ...ok, scopes: Array(2) },
      { ...ok, scopes: 's' },
      { ...ok, targets: [5] },
      { ...ok, tokens: ['__proto__'] },
      { ...ok, baseline: { ...ok.baseline, groups: [5] } },
      { ...ok, authorizationDetails: [{ type: 5 }] },
      {
        get scopes(): never {
          throw new Error('x');
        },
      },
    ] as unknown as IssuanceRequest[]) {
      const decision = pdp.decide(request, {});
      expect(decision).toMatchObject(denied);
      expect(isDecision(decision)).toBe(true);
      expect(pdp.sourcesFor(request)).toEqual([]);
    }
    expect(pdp.decide({ ...REQUEST, targets: null } as unknown as IssuanceRequest, {})).toMatchObject({
      outcome: 'deny',
      error: 'server_error',
      reason: { code: 'internal_error', admin: 'the decision could not be made' },
      rule: null,
    });
  });

  test('keeps targets the policy set does not govern only where what is outside passes', () => {
    const A = 'https://a.example';
    const B = 'https://b.example';
    const audiences = (outside: 'pass' | 'deny') => {
      const decision = pdpOf({
        rules: [{ about: 'gate', id: 'g', effect: 'permit' }],
        governance: { audiences: [A], outside },
      }).decide(requestOf({ targets: [B, A] }), {});
      return decision.outcome === 'permit' && decision.audiences;
    };
    expect([audiences('pass'), audiences('deny')]).toEqual([[B, A], [A]]);
  });
});
