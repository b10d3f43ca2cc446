// SPDX-License-Identifier: Apache-2.0
import type { AuthorizationDetail } from '../../model/request.ts';
import { num, op, pdpOf, POLICY, read, requestOf, str, type RuleDraft, type TableDraft } from '../../testing/index.ts';

const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });
const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const permit = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { detail: 'payment' },
  id,
  effect: 'permit',
  ...part,
});
const deny = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { detail: 'payment' },
  id,
  effect: 'deny',
  ...part,
});
const cell = (member: string, value: string) => op('eq', read(`cell.${member}`, 'string', 'bound'), str(value));

function details(
  table: TableDraft,
  requested: readonly AuthorizationDetail[],
  attributes = {},
  targets?: readonly string[],
) {
  const pdp = pdpOf({ ...table, rules: [GATE, ...(table.rules ?? [])] });
  const decision = pdp.decide(
    requestOf({ authorizationDetails: requested, ...(targets ? { targets } : {}) }),
    attributes,
  );
  if (decision.outcome === 'deny') throw new Error(decision.reason.admin);
  const { authorizationDetails: kept, withheldDetails: withheld, obligations, tokens } = decision;
  return { kept, withheld, obligations, lifetime: tokens.access_token?.lifetime };
}

describe('an authorization detail', () => {
  const withinLimit = op('le', read('detail.amount', 'int', 'bound'), read('limits.daily', 'int'));
  const payment = { type: 'payment', amount: 50 };

  test('is kept as it is where a permit holds', () => {
    const { kept, withheld } = details({ rules: [permit('within-limit', { when: [withinLimit] })] }, [payment], {
      limits: { daily: 50 },
    });
    expect(kept[0]).toBe(payment);
    expect(withheld).toEqual([]);
  });

  test.each([
    ['a permit does not hold', [permit('limit', { when: [withinLimit] })], { limits: { daily: 49 } }, 'not_permitted'],
    ['a permit errs', [permit('limit', { when: [withinLimit] })], {}, 'not_permitted'],
    [
      'a denial holds',
      [permit('all'), deny('limit', { when: [withinLimit] })],
      { limits: { daily: 50 } },
      'denied_by_rule',
    ],
    ['a denial errs', [permit('all'), deny('limit', { when: [withinLimit] })], {}, 'denied_on_error'],
  ])('is withheld where %s', (_, rules, attributes, code) => {
    const { kept, withheld } = details({ rules }, [payment], attributes);
    expect(kept).toEqual([]);
    expect(withheld).toMatchObject([{ index: 0, type: 'payment', rule: { rule: 'limit' }, reason: { code } }]);
  });

  test('of a type no rule speaks of is withheld', () => {
    expect(details({}, [{ type: 'other' }]).withheld).toEqual([
      {
        index: 0,
        type: 'other',
        rule: null,
        reason: { code: 'no_rule', admin: 'no rule speaks of this type of authorization detail' },
      },
    ]);
  });

  test.each([
    ['nothing', { type: 'payment', locations: [] }],
    ['more than can be decided', { type: 'payment', actions: Array.from({ length: 257 }, (_, i) => `a${i}`) }],
    ['what is no list of strings', { type: 'payment', actions: 'read' }],
  ])('about %s is withheld', (_, detail) => {
    expect(details({ rules: [permit('all')] }, [detail]).withheld).toEqual([
      {
        index: 0,
        type: 'payment',
        rule: null,
        reason: { code: 'not_permitted', admin: 'the entry is about nothing, or about too much to decide' },
      },
    ]);
  });

  test('is decided on its own, and named by its place in the request', () => {
    const small = { type: 'payment', amount: 1 };
    const { kept, withheld } = details({ rules: [permit('limit', { when: [withinLimit] })] }, [payment, small], {
      limits: { daily: 10 },
    });
    expect(kept).toEqual([small]);
    expect(withheld).toMatchObject([{ index: 0 }]);
  });
});

describe('a rule that reads a cell', () => {
  const wide = {
    type: 'payment',
    locations: ['https://eu.example', 'https://us.example'],
    actions: ['read'],
    datatypes: ['photos', 'names'],
  };

  test('takes away its cells only, and what is left is put together again', () => {
    const noPhotos = deny('no-photos-in-the-eu', {
      when: [cell('datatype', 'photos'), cell('location', 'https://eu.example')],
    });
    const { kept, withheld } = details({ rules: [permit('all'), noPhotos] }, [wide]);
    expect(kept).toEqual([
      { ...wide, locations: ['https://eu.example'], datatypes: ['names'] },
      { ...wide, locations: ['https://us.example'] },
    ]);
    expect(withheld).toEqual([
      {
        index: 0,
        type: 'payment',
        rule: at(3, 'no-photos-in-the-eu'),
        reason: { code: 'denied_by_rule', admin: 'rule `test/no-photos-in-the-eu` denies it' },
      },
    ]);
  });

  test('finds the reserved action and the empty datatype in an entry that names none', () => {
    const rules = [permit('unnamed', { when: [cell('action', 'authorization_detail'), cell('datatype', '')] })];
    expect(details({ rules }, [{ type: 'payment' }]).kept).toEqual([{ type: 'payment' }]);
  });
});

describe('with several targets', () => {
  const A = 'https://a.example';
  const B = 'https://b.example';
  const policies = [POLICY, { ...POLICY, name: 'a', audiences: [A] }, { ...POLICY, name: 'b', audiences: [B] }];

  test('an entry without locations survives only where every one of them permits it', () => {
    expect(details({ policies, rules: [permit('a', { policy: 1 })] }, [{ type: 'payment' }], {}, [A, B]).kept).toEqual(
      [],
    );
    expect(
      details(
        { policies, rules: [permit('a', { policy: 1 }), permit('b', { policy: 2 })] },
        [{ type: 'payment' }],
        {},
        [A, B],
      ).kept,
    ).toHaveLength(1);
  });

  test('a location that is one of them is asked there only', () => {
    const detail = { type: 'payment', locations: [A, B] };
    expect(details({ policies, rules: [permit('a', { policy: 1 })] }, [detail], {}, [A, B]).kept).toEqual([
      { ...detail, locations: [A] },
    ]);
  });

  test('a location that is none of them has to be permitted by all', () => {
    const detail = { type: 'payment', locations: ['https://c.example'] };
    expect(details({ policies, rules: [permit('a', { policy: 1 })] }, [detail], {}, [A, B]).kept).toEqual([]);
    expect(
      details({ policies, rules: [permit('a', { policy: 1 }), permit('b', { policy: 2 })] }, [detail], {}, [A, B]).kept,
    ).toEqual([detail]);
  });

  test('a location whose gate is closed goes with its target, whatever the others permit', () => {
    const closed: RuleDraft = { about: 'gate', id: 'closed', effect: 'deny', policy: 2 };
    const detail = { type: 'payment', locations: [A, B] };
    const { kept, withheld } = details({ policies, rules: [closed, permit('all')] }, [detail], {}, [A, B]);
    expect(kept).toEqual([{ ...detail, locations: [A] }]);
    expect(withheld).toEqual([
      {
        index: 0,
        type: 'payment',
        rule: null,
        reason: { code: 'not_permitted', admin: 'the gate of the target it names is closed' },
      },
    ]);
  });
});

describe('what permits of a detail ask for', () => {
  const require = [{ type: 'step_up', properties: { acr: 'phr' } }];

  test('is about its place in the request, and its lifetime is the access token’s', () => {
    const found = details({ rules: [permit('large', { require, lifetime: 120 })] }, [
      { type: 'other' },
      { type: 'payment' },
    ]);
    expect(found.obligations).toEqual([
      { type: 'step_up', properties: { acr: 'phr' }, about: { detail: 1 }, rule: at(2, 'large') },
    ]);
    expect(found.lifetime).toEqual({ seconds: 120, rule: at(2, 'large') });
  });

  test('applies where its own condition errs beside a permit that holds, not where the detail is refused', () => {
    const erring = permit('large', { require, lifetime: 120, when: [op('gt', read('gone.x', 'int'), num(1))] });
    expect(details({ rules: [permit('all'), erring] }, [{ type: 'payment' }])).toMatchObject({
      obligations: [{ type: 'step_up' }],
      lifetime: { seconds: 120 },
    });
    expect(details({ rules: [erring] }, [{ type: 'payment' }])).toMatchObject({
      kept: [],
      obligations: [],
      lifetime: undefined,
    });
  });
});

describe('the cells of a request', () => {
  const letters = Array.from('abcdefghijklmnop');
  const entry = { type: 'payment', actions: letters, datatypes: letters };
  const table = { rules: [permit('all', { when: [op('ne', read('cell.action', 'string', 'bound'), str('z'))] })] };
  const keptOf = (
    count: number,
    targets?: readonly string[],
    part: Readonly<Record<string, string[]>> = {},
  ): readonly [kept: number, withheld: readonly string[]] => {
    const { kept, withheld } = details(table, Array(count).fill({ ...entry, ...part }), {}, targets);
    return [kept.length, [...new Set(withheld.map(({ reason }) => reason.admin))]];
  };
  const TOO_MANY = ['the entries of the request have more than 4096 cells to decide'];

  test('are decided as far as there are not too many in all, and an entry beyond is withheld', () => {
    expect(keptOf(16)).toEqual([16, []]);
    expect(keptOf(1_000)).toEqual([16, TOO_MANY]);
  });

  test('count at every target they are asked at', () => {
    const targets = ['https://a.example', 'https://b.example', 'https://c.example', 'https://d.example'];
    const elsewhere = { locations: ['https://elsewhere.example'] };
    expect(keptOf(8, targets, elsewhere)).toEqual([4, TOO_MANY]);
    expect(keptOf(8, targets, { locations: [targets[0] ?? ''] })).toEqual([8, []]);
  });

  test('leave room for an entry with few of them', () => {
    const most = { ...entry, actions: letters.slice(1) };
    const { kept, withheld } = details(table, [...Array(15).fill(entry), most, entry, { type: 'payment' }], {});
    expect([kept.length, withheld.map(({ index }) => index)]).toEqual([17, [16]]);
  });
});
