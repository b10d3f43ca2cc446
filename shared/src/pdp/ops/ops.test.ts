// SPDX-License-Identifier: Apache-2.0
import type { Attributes } from '../../model/request.ts';
import {
  bool,
  field,
  has,
  list,
  nothing,
  num,
  op,
  pdpOf,
  read,
  requestOf,
  str,
  type Draft,
} from '../../testing/index.ts';
import { readTrace } from '../trace.ts';

/** What a condition comes to: that of a gate which is asked once. */
function truth(condition: Draft, attributes: Attributes = {}): 'yes' | 'no' | 'error' | undefined {
  const pdp = pdpOf({ rules: [{ about: 'gate', id: 'g', effect: 'permit', when: [condition] }] });
  return readTrace(pdp.decide(requestOf(), attributes).trace)[0]?.result;
}

/** What a value comes to: that of a claim; 'error' where it cannot be told. */
function valueOf(value: Draft, attributes: Attributes = {}): unknown {
  const pdp = pdpOf({
    rules: [
      { about: 'gate', id: 'g', effect: 'permit' },
      { about: { claim: 'c' }, id: 'c', effect: 'set', value },
    ],
  });
  const decision = pdp.decide(requestOf(), attributes);
  const change = decision.outcome === 'permit' ? decision.tokens.access_token?.claims[0] : undefined;
  return change?.action === 'set' ? change.value : 'error';
}

const YES = bool(true);
const NO = bool(false);
const ERROR = read('nobody.knows', 'bool');
const NO_NUMBER = read('nobody.knows', 'int');
const NO_TEXT = read('nobody.knows', 'string');

describe('and, or, not', () => {
  test.each([
    ['and', [YES, YES], 'yes'],
    ['and', [YES, NO], 'no'],
    ['and', [ERROR, NO], 'no'],
    ['and', [NO, ERROR], 'no'],
    ['and', [YES, ERROR], 'error'],
    ['and', [ERROR, YES], 'error'],
    ['and', [YES, ERROR, NO], 'no'],
    ['or', [NO, NO], 'no'],
    ['or', [NO, YES], 'yes'],
    ['or', [ERROR, YES], 'yes'],
    ['or', [YES, ERROR], 'yes'],
    ['or', [NO, ERROR], 'error'],
    ['or', [ERROR, NO], 'error'],
    ['or', [NO, ERROR, YES], 'yes'],
    ['not', [YES], 'no'],
    ['not', [NO], 'yes'],
    ['not', [ERROR], 'error'],
  ] as const)('%s absorbs an error where the other side decides (case %#)', (name, operands, expected) => {
    expect(truth(op(name, ...operands))).toBe(expected);
  });

  test('take only truths for truths: any other value is an error', () => {
    expect([str('true'), num(1), nothing, list('x')].map((value) => truth(op('and', value, YES)))).toEqual([
      'error',
      'error',
      'error',
      'error',
    ]);
  });
});

describe('if', () => {
  test('takes the side its test says, and leaves an error of the other side alone', () => {
    expect(valueOf(op('if', YES, str('a'), NO_TEXT))).toBe('a');
    expect(valueOf(op('if', NO, NO_TEXT, str('b')))).toBe('b');
  });

  test('is an error where its test is', () => {
    expect(valueOf(op('if', ERROR, str('a'), str('b')))).toBe('error');
    expect(truth(op('if', ERROR, YES, YES))).toBe('error');
  });
});

describe('eq, ne', () => {
  const x = { s: { text: 'a', int: 1, half: 0.5, yes: true, none: null, list: ['a', 1], map: { a: [1], b: 'x' } } };
  const at = (name: string): Draft => read(`s.${name}`, 'dyn');

  test.each([
    [at('text'), str('a'), 'yes'],
    [str('a'), at('text'), 'yes'],
    [at('text'), str('b'), 'no'],
    [at('text'), num(1), 'no'],
    [at('int'), num(1), 'yes'],
    [at('int'), at('half'), 'no'],
    [at('int'), str('1'), 'no'],
    [at('int'), at('yes'), 'no'],
    [at('yes'), bool(true), 'yes'],
    [at('none'), nothing, 'yes'],
    [at('none'), bool(false), 'no'],
    [at('list'), op('make_list', str('a'), num(1)), 'yes'],
    [at('list'), list('a'), 'no'],
    [op('make_list', str('b')), list('b'), 'yes'],
    [at('map'), op('make_map', str('b'), str('x'), str('a'), op('make_list', num(1))), 'yes'],
    [at('map'), op('make_map', str('a'), list(1)), 'no'],
    [at('map'), at('list'), 'no'],
    // numbers of all types, in either representation
    [op('to_uint', num(1)), num(1), 'yes'],
    [num(1), op('to_uint', num(1)), 'yes'],
    [op('to_uint', num(1)), num(2), 'no'],
    [op('to_uint', num(1)), at('int'), 'yes'],
    [at('half'), num(0.5), 'yes'],
    [op('div_double', num(0), num(0)), num(1), 'no'],
    [op('div_double', num(0), num(0)), op('div_double', num(0), num(0)), 'no'],
    [op('to_duration', str('1m')), op('to_duration', str('60s')), 'yes'],
    [op('to_duration', str('1m')), str('60s'), 'no'],
    [op('to_bytes', str('a')), op('to_bytes', str('a')), 'yes'],
    [at('none'), op('to_bytes', str('a')), 'no'],
    [at('map'), nothing, 'no'],
    [at('list'), bool(true), 'no'],
    [at('gone'), str('a'), 'error'],
    [at('gone'), num(1), 'error'],
    [at('gone'), nothing, 'error'],
    [str('a'), at('gone'), 'error'],
    [at('gone'), at('gone'), 'error'],
  ] as const)('compare values member by member, of one kind only (case %#)', (a, b, expected) => {
    expect(truth(op('eq', a, b), x)).toBe(expected);
    expect(truth(op('ne', a, b), x)).toBe(expected === 'error' ? 'error' : expected === 'yes' ? 'no' : 'yes');
  });

  test('a member named like something inherited does not equal what is inherited', () => {
    const attributes = { s: { a: JSON.parse('{"constructor":1}'), b: { other: 1 } } };
    expect(truth(op('eq', at('a'), at('b')), attributes)).toBe('no');
  });
});

describe('lt, le, gt, ge', () => {
  const ORDERS: readonly (readonly [a: Draft, b: Draft, expected: string])[] = [
    [num(1), num(2), 'yes yes no no'],
    [num(2), num(2), 'no yes no yes'],
    [num(3), num(2.5), 'no no yes yes'],
    [str('a'), str('b'), 'yes yes no no'],
    [str('b'), str('ab'), 'no no yes yes'],
    [str('\u{1f600}'), str('\uffff'), 'no no yes yes'],
    [bool(false), bool(true), 'yes yes no no'],
    [read('s.n', 'int'), num(7), 'no yes no yes'],
    [num(7), read('s.n', 'int'), 'no yes no yes'],
    [read('s.n', 'int'), num(8), 'yes yes no no'],
    [read('s.n', 'int'), num(6.5), 'no no yes yes'],
    [read('s.n', 'int'), read('s.m', 'dyn'), 'yes yes no no'],
    [op('add_int', num(Number.MAX_SAFE_INTEGER), num(1)), num(Number.MAX_SAFE_INTEGER), 'no no yes yes'],
    [op('to_uint', num(7)), num(7), 'no yes no yes'],
    [op('to_duration', str('1s')), op('to_duration', str('1m')), 'yes yes no no'],
    // what has no order, and NaN, which is in none
    [read('s.gone', 'int'), num(1), 'error error error error'],
    [num(1), read('s.gone', 'int'), 'error error error error'],
    [num(1), str('2'), 'error error error error'],
    [str('2'), num(1), 'error error error error'],
    [nothing, nothing, 'error error error error'],
    [list('a'), list('b'), 'error error error error'],
    [op('div_double', num(0), num(0)), num(1), 'error error error error'],
    [num(1), op('div_double', num(0), num(0)), 'error error error error'],
  ];

  test.each(ORDERS)('relate values that have an order (case %#)', (a, b, expected) => {
    const attributes = { s: { n: 7, m: 7.5 } };
    const found = ['lt', 'le', 'gt', 'ge'].map((name) => truth(op(name, a, b), attributes));
    expect(found.join(' ')).toBe(expected);
  });
});

describe('in_list, in_map', () => {
  const names = Array.from({ length: 12 }, (_, i) => `n${i}`);
  const attributes = { s: { names, numbers: [1, 2], maps: [{ a: 1 }], map: { key: null } } };

  test.each([
    ['a short literal list', str('b'), list('a', 'b'), 'yes'],
    ['a short literal list', str('c'), list('a', 'b'), 'no'],
    ['a long literal list', str('n7'), list(...names), 'yes'],
    ['a long literal list', str('n12'), list(...names), 'no'],
    ['a long literal list, another type', num(7), list(...names), 'no'],
    ['an attribute', str('n11'), read('s.names', 'strings'), 'yes'],
    ['an attribute of numbers', num(2), read('s.numbers', 'ints'), 'yes'],
    ['an attribute of numbers', str('2'), read('s.numbers', 'ints'), 'no'],
    ['an attribute of maps', op('make_map', str('a'), num(1)), read('s.maps', 'list'), 'yes'],
    ['a literal list of numbers', num(2), list(1, 2), 'yes'],
    ['a literal list of numbers, by a number of another type', op('to_uint', num(2)), list(1, 2), 'yes'],
    ['a literal list of numbers, by a number of another type', op('to_uint', num(3)), list(1, 2), 'no'],
    ['a literal list, by null', nothing, list('a', 1), 'no'],
    ['an attribute of numbers, by a number of another type', op('to_uint', num(2)), read('s.numbers', 'ints'), 'yes'],
    [
      'a list of NaN, which nothing equals',
      op('div_double', num(0), num(0)),
      op('make_list', op('div_double', num(0), num(0))),
      'no',
    ],
    ['an empty list', str('a'), list(), 'no'],
    ['a map, where the type of the right side is not known', str('key'), read('s.map', 'dyn'), 'yes'],
  ] as const)('in_list looks into %s (case %#)', (_, item, items, expected) => {
    expect(truth(op('in_list', item, items), attributes)).toBe(expected);
  });

  test('in_list is an error where the item or the list is', () => {
    expect(truth(op('in_list', NO_TEXT, list('a')))).toBe('error');
    expect(truth(op('in_list', NO_TEXT, list(...names)))).toBe('error');
    expect(truth(op('in_list', str('a'), read('s.names', 'strings')))).toBe('error');
    expect(truth(op('in_list', str('a'), str('abc')))).toBe('error');
  });

  test('in_map finds own members only, also where they are null', () => {
    const map = read('s.map', 'map');
    expect(truth(op('in_map', str('key'), map), attributes)).toBe('yes');
    expect(truth(op('in_map', str('other'), map), attributes)).toBe('no');
    expect(truth(op('in_map', str('constructor'), map), attributes)).toBe('no');
    expect(truth(op('in_map', num(1), map), attributes)).toBe('no');
    expect(truth(op('in_map', nothing, map), attributes)).toBe('error');
    expect(truth(op('in_map', NO_TEXT, map), attributes)).toBe('error');
    expect(truth(op('in_map', str('key'), map))).toBe('error');
  });
});

describe('text', () => {
  test.each([
    ['starts_with', 'abc', 'ab', 'yes'],
    ['starts_with', 'abc', 'bc', 'no'],
    ['ends_with', 'abc', 'bc', 'yes'],
    ['ends_with', 'abc', 'ab', 'no'],
    ['contains', 'abc', 'b', 'yes'],
    ['contains', 'abc', 'd', 'no'],
    ['contains', 'abc', '', 'yes'],
  ])('%s(%p, %p)', (name, text, part, expected) => {
    expect(truth(op(name, str(text), str(part)))).toBe(expected);
  });

  test.each(['starts_with', 'ends_with', 'contains'])('%s is an error where a side is missing or no text', (name) => {
    expect([
      truth(op(name, NO_TEXT, str('a'))),
      truth(op(name, str('a'), NO_TEXT)),
      truth(op(name, str('1'), num(1))),
    ]).toEqual(['error', 'error', 'error']);
  });

  test('size_str counts code points', () => {
    expect([
      valueOf(op('size_str', str('a\u{1f600}é'))),
      valueOf(op('size_str', num(3))),
      valueOf(op('size_str', NO_TEXT)),
    ]).toEqual([3, 'error', 'error']);
  });

  test('concat_str joins texts and nothing else', () => {
    expect([
      valueOf(op('concat_str', str('a'), str('b'))),
      valueOf(op('concat_str', str('a'), num(1))),
      valueOf(op('concat_str', NO_TEXT, str('b'))),
    ]).toEqual(['ab', 'error', 'error']);
  });
});

describe('lists and maps', () => {
  const attributes = { s: { names: ['a', 'b'], map: { a: 1, inner: { b: 2 } }, empty: {} } };
  const names = read('s.names', 'strings');
  const map = read('s.map', 'map');

  test('index_list finds what stands at a place', () => {
    expect(valueOf(op('index_list', names, num(1)), attributes)).toBe('b');
  });

  test.each([num(2), num(-1), num(0.5), str('0'), str('length'), NO_NUMBER])(
    'index_list is an error at any other place (case %#)',
    (place) => {
      expect(valueOf(op('index_list', names, place), attributes)).toBe('error');
    },
  );

  test('index_map and field find own members', () => {
    expect(valueOf(op('index_map', map, str('a')), attributes)).toBe(1);
    expect(valueOf(field(field(map, 'inner'), 'b'), attributes)).toBe(2);
    for (const name of ['gone', 'constructor', '__proto__']) {
      expect([valueOf(op('index_map', map, str(name)), attributes), valueOf(field(map, name), attributes)]).toEqual([
        'error',
        'error',
      ]);
    }
    expect(valueOf(op('index_map', map, num(1)), attributes)).toBe('error');
    expect(valueOf(field(str('text'), 'length'))).toBe('error');
  });

  test('has_field tells whether a map has the member, and is an error for what is no map', () => {
    expect(truth(field(map, 'a', 'has_field'), attributes)).toBe('yes');
    expect(truth(field(map, 'b', 'has_field'), attributes)).toBe('no');
    expect(truth(field(map, 'toString', 'has_field'), attributes)).toBe('no');
    expect(truth(field(names, 'length', 'has_field'), attributes)).toBe('error');
    expect(truth(field(field(map, 'gone'), 'b', 'has_field'), attributes)).toBe('error');
  });

  test('size_list and size_map count', () => {
    expect([
      valueOf(op('size_list', names), attributes),
      valueOf(op('size_map', map), attributes),
      valueOf(op('size_map', read('s.empty', 'map')), attributes),
    ]).toEqual([2, 2, 0]);
    expect([
      valueOf(op('size_list', map), attributes),
      valueOf(op('size_map', names), attributes),
      valueOf(op('size_list', names)),
    ]).toEqual(['error', 'error', 'error']);
  });

  test('map_insert and map_merge add entries, and are errors for a key that is there', () => {
    expect(valueOf(op('map_insert', map, str('z'), num(9)), attributes)).toEqual({ a: 1, inner: { b: 2 }, z: 9 });
    expect(valueOf(op('map_merge', map, op('make_map', str('z'), num(9))), attributes)).toEqual({
      a: 1,
      inner: { b: 2 },
      z: 9,
    });
    expect([
      valueOf(op('map_insert', map, str('a'), num(9)), attributes),
      valueOf(op('map_merge', map, map), attributes),
      valueOf(op('map_insert', map, nothing, num(9)), attributes),
      valueOf(op('map_merge', map, names), attributes),
    ]).toEqual(['error', 'error', 'error', 'error']);
  });

  test('append adds an item, and leaves what it was given first as it is', () => {
    expect(valueOf(op('append', op('append', names, str('c')), num(1)), attributes)).toEqual(['a', 'b', 'c', 1]);
    expect(attributes.s.names).toEqual(['a', 'b']);
    expect([
      valueOf(op('append', map, str('c')), attributes),
      valueOf(op('append', names, NO_TEXT), attributes),
    ]).toEqual(['error', 'error']);
    expect(
      valueOf(op('size_list', op('append', read('s.many', 'list'), num(1))), { s: { many: Array(9_999).fill(0) } }),
    ).toBe(10_000);
    expect(valueOf(op('append', read('s.many', 'list'), num(1)), { s: { many: Array(10_000).fill(0) } })).toBe('error');
  });

  test('what map_insert and map_merge are given first stays as it is', () => {
    const twice = op('map_merge', op('map_insert', map, str('x'), num(1)), op('make_map', num(1), str('y')));
    expect(valueOf(op('size_map', twice), attributes)).toBe(4);
    expect(valueOf(op('index_map', twice, num(1)), attributes)).toBe('y');
    expect(attributes.s.map).toEqual({ a: 1, inner: { b: 2 } });
  });

  test('a map has keys of any type that can be one; a double can in none', () => {
    const keyed = op('make_map', num(1), str('one'), bool(true), str('yes'), str('k'), str('text'));
    expect([
      valueOf(op('index_map', keyed, num(1))),
      valueOf(op('index_map', keyed, op('to_uint', num(1)))),
      valueOf(op('index_map', keyed, bool(true))),
      valueOf(field(keyed, 'k')),
      valueOf(op('size_map', keyed)),
      valueOf(op('index_map', keyed, num(2))),
      valueOf(op('size_map', op('make_map', num(0.5), str('half')))),
      valueOf(op('size_map', op('make_map_dyn', num(1), str('one')))),
    ]).toEqual(['one', 'one', 'yes', 'text', 3, 'error', 'error', 'error']);
    expect([truth(op('in_map', num(1), keyed)), truth(op('in_map', num(1.5), keyed))]).toEqual(['yes', 'no']);
    expect([truth(field(keyed, 'k', 'has_field')), truth(field(keyed, 'entries', 'has_field'))]).toEqual(['yes', 'no']);
  });

  test('what is joined has a bound', () => {
    const eightfold = (name: string, draft: Draft, times = 3): Draft =>
      times === 0 ? draft : eightfold(name, op(name, draft, draft), times - 1);
    const text = (length: number): Draft => str('a'.repeat(length));
    const bytes = (length: number): Draft => op('to_bytes', text(length));
    const items = (length: number): Draft => list(...Array<string>(length).fill('a'));
    expect([
      valueOf(op('size_str', eightfold('concat_str', text(8192)))),
      valueOf(op('size_str', eightfold('concat_str', text(8193)))),
      valueOf(op('size_bytes', eightfold('concat_bytes', bytes(8192)))),
      valueOf(op('size_bytes', eightfold('concat_bytes', bytes(8193)))),
      valueOf(op('size_list', eightfold('concat_list', items(1250)))),
      valueOf(op('size_list', eightfold('concat_list', items(1251)))),
    ]).toEqual([65_536, 'error', 65_536, 'error', 10_000, 'error']);
  });

  test('concat_list joins lists and nothing else', () => {
    expect(valueOf(op('concat_list', names, list('c')), attributes)).toEqual(['a', 'b', 'c']);
    expect([
      valueOf(op('concat_list', names, str('c')), attributes),
      valueOf(op('concat_list', list('c'), names)),
    ]).toEqual(['error', 'error']);
  });

  test('make_list and make_map hold what they are given', () => {
    expect(valueOf(op('make_list', str('x'), names, op('make_map')), attributes)).toEqual(['x', ['a', 'b'], {}]);
    expect(valueOf(op('make_map', str('k'), num(1), str('l'), nothing))).toEqual({ k: 1, l: null });
  });

  test('make_list and make_map are errors where a part is, where a key is no text, and where it comes twice', () => {
    expect(valueOf(op('make_list', str('x'), NO_TEXT))).toBe('error');
    expect(valueOf(op('make_map', str('k'), NO_TEXT))).toBe('error');
    expect(valueOf(op('make_map', NO_TEXT, str('v')))).toBe('error');
    expect(valueOf(op('make_map', num(1), str('v')))).toBe('error');
    expect(valueOf(op('make_map', str('k'), num(1), str('k'), num(2)))).toBe('error');
  });

  test('a key named __proto__ is a member like any other', () => {
    expect(JSON.stringify(valueOf(op('make_map', str('__proto__'), num(1))))).toBe('{"__proto__":1}');
  });
});

describe('has', () => {
  test('cannot tell where the source said nothing at all: errors never widen', () => {
    expect([truth(has('gone'), { s: {} }), truth(has('gone.deep'), {})]).toEqual(['error', 'error']);
  });

  test('tells whether an attribute is there, whatever it is', () => {
    const attributes = { s: { none: null, no: false } };
    expect([
      truth(has('s.none'), attributes),
      truth(has('s.no'), attributes),
      truth(has('s.gone'), attributes),
    ]).toEqual(['yes', 'yes', 'no']);
    expect(truth(has('s.constructor'), attributes)).toBe('no');
  });
});
