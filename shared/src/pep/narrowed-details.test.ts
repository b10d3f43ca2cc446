// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { Json } from '../model/json.ts';
import type { AuthorizationDetail } from '../model/request.ts';
import type { DetailMember } from '../pdp/table.ts';
import {
  EVERYTHING,
  list,
  num,
  op,
  pdpOf,
  read,
  requestOf,
  str,
  type Draft,
  type RuleDraft,
} from '../testing/index.ts';
import { settle } from './settled.ts';
import { GUARD } from './guard.ts';

const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const permit = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { detail: 'payment' },
  id,
  effect: 'permit',
  ...part,
});
const limit = (path: string, value: Draft) => ({ path: path.split('.'), value });

/** What becomes of one element after the guard. */
function decided(
  rules: readonly RuleDraft[],
  detail: AuthorizationDetail,
  attributes: Readonly<Record<string, { readonly [name: string]: Json }>> = {},
  members?: readonly DetailMember[],
) {
  const pdp = pdpOf({ rules: [GATE, ...rules], ...(members && { detailMembers: { payment: members } }) });
  const request = requestOf({ authorizationDetails: [detail], scopes: ['openid'] });
  const { decision } = settle(pdp.decide(request, attributes), GUARD, {
    request,
    capabilities: EVERYTHING,
    ceiling: {},
    ...(pdp.narrowable && { narrowable: pdp.narrowable }),
  });
  if (decision.outcome === 'deny') throw new Error(decision.reason.admin);
  return {
    kept: decision.authorizationDetails,
    withheld: decision.withheldDetails.map(({ rule, reason }) => [rule?.rule, reason.code, reason.admin]),
    narrowed: decision.narrowedDetails?.map(({ index, type, member, rule }) => [index, type, member, rule.rule]),
  };
}

const PAYMENT = {
  type: 'payment',
  amount: { value: 50, currency: 'EUR' },
  purposes: ['rent', 'food'],
  note: 'x',
} as const;
const daily = permit('daily', { limit: [limit('amount.value', read('limits.daily', 'double'))] });

describe('a limit', () => {
  test('makes a number less, and leaves every other member what it is', () => {
    expect(decided([daily], PAYMENT, { limits: { daily: 20 } })).toEqual({
      kept: [{ ...PAYMENT, amount: { value: 20, currency: 'EUR' } }],
      withheld: [],
      narrowed: [[0, 'payment', 'amount.value', 'daily']],
    });
  });

  test('raises nothing, and says nothing where it changes nothing', () => {
    expect(decided([daily], PAYMENT, { limits: { daily: 50 } })).toEqual({
      kept: [PAYMENT],
      withheld: [],
      narrowed: undefined,
    });
    expect(decided([daily], PAYMENT, { limits: { daily: 1000 } }).kept).toEqual([PAYMENT]);
  });

  test('keeps an integer what has to be one, and nothing else', () => {
    const facts = { limits: { daily: 20.5 } };
    const whole = permit('whole', {
      limit: [{ ...limit('amount.value', read('limits.daily', 'double')), integer: true }],
    });
    expect(decided([whole], PAYMENT, facts).kept).toMatchObject([{ amount: { value: 20 } }]);
    expect(decided([daily], PAYMENT, facts).kept).toMatchObject([{ amount: { value: 20.5 } }]);
  });

  test('keeps of a list what it has as well', () => {
    const rules = [permit('purposes', { limit: [limit('purposes', list('rent', 'wages'))] })];
    expect(decided(rules, PAYMENT).kept).toEqual([{ ...PAYMENT, purposes: ['rent'] }]);
    expect(decided(rules, { ...PAYMENT, purposes: ['rent'] }).narrowed).toBeUndefined();
  });

  test.each<[string, Draft, Partial<AuthorizationDetail>]>([
    ['cannot be told', read('limits.daily', 'double'), {}],
    ['is of another kind', str('20'), {}],
    ['has nothing to limit', num(20), { amount: { currency: 'EUR' } }],
    ['would limit a text', num(20), { amount: { value: '50' } }],
    ['leaves nothing of a list', list('wages'), { amount: { value: ['rent'] } }],
    ['would limit a list of objects', list('wages'), { amount: { value: [{}] } }],
  ])('withholds the element where it %s', (_, value, part) => {
    const rules = [permit('r', { limit: [limit('amount.value', value)] })];
    expect(decided(rules, { ...PAYMENT, ...part })).toEqual({
      kept: [],
      withheld: [['r', 'limit_failed', 'the limit of rule `test/r` on `amount.value` cannot be applied']],
      narrowed: undefined,
    });
  });

  test('applies beside a permit without one, and where the condition of its rule cannot be told', () => {
    const unclear = permit('unclear', {
      when: [op('eq', read('iga.status', 'string'), str('active'))],
      limit: [limit('amount.value', num(20))],
    });
    expect(decided([permit('free'), unclear], PAYMENT).kept).toMatchObject([{ amount: { value: 20 } }]);
  });

  test('does not apply where the condition of its rule does not hold; of several the least does', () => {
    const never = permit('never', { when: [op('eq', str('a'), str('b'))], limit: [limit('amount.value', num(1))] });
    const rules = [
      permit('free'),
      never,
      permit('a', { limit: [limit('amount.value', num(30))] }),
      permit('b', { limit: [limit('amount.value', num(10))] }),
    ];
    expect(decided(rules, PAYMENT)).toMatchObject({
      kept: [{ amount: { value: 10 } }],
      narrowed: [
        [0, 'payment', 'amount.value', 'a'],
        [0, 'payment', 'amount.value', 'b'],
      ],
    });
  });

  test('may be of a member that every object inherits by name', () => {
    const rules = [permit('r', { limit: [limit('__proto__.polluted', num(1))] })];
    const detail = JSON.parse('{"type":"payment","__proto__":{"polluted":7}}') as AuthorizationDetail;
    const { kept } = decided(rules, detail);
    expect(JSON.stringify(kept)).toBe('[{"type":"payment","__proto__":{"polluted":1}}]');
    expect(decided(rules, { type: 'payment' }).kept).toEqual([]);
  });
});

describe('a member', () => {
  const members: readonly DetailMember[] = [
    { path: ['amount', 'value'], type: 'double', required: true, range: { min: 0, max: 100 } },
    { path: ['amount', 'currency'], type: 'string', values: ['EUR', 'SEK'] },
    { path: ['share'], type: 'double', range: { above: 0, below: 1 } },
  ];
  const odd = (part: object) => decided([permit('all')], { ...PAYMENT, ...part }, {}, members);

  test('is what the project declares of it, or the element is withheld', () => {
    expect(odd({}).kept).toEqual([PAYMENT]);
    expect(odd({ amount: { value: 0 }, share: 0.5 }).kept).toHaveLength(1);
    expect(odd({ amount: { value: '50' } }).withheld).toEqual([
      [undefined, 'invalid_detail', '`amount.value` is not what the project declares of this type'],
    ]);
  });

  test.each([
    { amount: {} },
    { amount: 50 },
    { amount: { value: -1 } },
    { amount: { value: 101 } },
    { amount: { value: null } },
    { amount: { value: 1, currency: 'USD' } },
    { share: 0 },
    { share: 1 },
  ])('is refused: %j', (part) => {
    expect(odd(part)).toMatchObject({ kept: [], withheld: [[undefined, 'invalid_detail', expect.any(String)]] });
  });
});

test('narrowed by cell and by limits, an element never holds more than was asked for, and the guard lets it pass', () => {
  const texts = fc.subarray(['a', 'b', 'c'], { minLength: 1 });
  const element = fc.record(
    {
      type: fc.constant('payment'),
      actions: texts,
      locations: texts,
      datatypes: texts,
      amount: fc.record({ value: fc.integer({ min: -5, max: 50 }), currency: fc.constant('EUR') }),
      purposes: texts,
      extra: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    },
    { requiredKeys: ['type', 'amount', 'purposes', 'extra'] },
  );
  const cellIs = (member: string, value: string) => op('eq', read(`cell.${member}`, 'string', 'bound'), str(value));
  const rule = fc.record({
    when: fc.constantFrom([], [cellIs('action', 'a')], [cellIs('datatype', 'b')], [cellIs('location', 'c')]),
    isDenial: fc.boolean(),
    most: fc.option(fc.integer({ min: -10, max: 60 }), { nil: undefined }),
    of: fc.option(texts, { nil: undefined }),
  });
  const asRule = ({
    when,
    isDenial,
    most,
    of,
  }: {
    when: readonly Draft[];
    isDenial: boolean;
    most?: number | undefined;
    of?: string[] | undefined;
  }): RuleDraft =>
    isDenial
      ? { about: { detail: 'payment' }, id: 'd', effect: 'deny', when }
      : permit('p', {
          when,
          limit: [
            ...(most === undefined ? [] : [limit('amount.value', num(most))]),
            ...(of === undefined ? [] : [limit('purposes', list(...of))]),
          ],
        });
  fc.assert(
    fc.property(element, fc.array(rule, { minLength: 1, maxLength: 4 }), (asked, drafts) => {
      const detail = asked as AuthorizationDetail;
      // the guard refuses whatever is not covered: `decided` would throw
      const { kept } = decided(drafts.map(asRule), detail);
      for (const entry of kept) {
        const { amount, purposes, extra } = entry as unknown as typeof asked;
        expect(amount.value).toBeLessThanOrEqual(asked.amount.value);
        expect(asked.purposes).toEqual(expect.arrayContaining(purposes));
        expect([extra, amount.currency, Object.keys(entry).toSorted()]).toEqual([
          asked.extra,
          'EUR',
          Object.keys(asked).toSorted(),
        ]);
      }
    }),
    { numRuns: 500 },
  );
});
