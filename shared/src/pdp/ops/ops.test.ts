// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
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
import { compareText } from './order.ts';

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
    [at('gone'), str('a'), 'error'],
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
  test.each([
    ['lt', 1, 2, 'yes'],
    ['lt', 2, 2, 'no'],
    ['le', 2, 2, 'yes'],
    ['le', 3, 2, 'no'],
    ['gt', 3, 2.5, 'yes'],
    ['gt', 2, 2, 'no'],
    ['ge', 2, 2, 'yes'],
    ['ge', 1, 2, 'no'],
  ])('%s orders numbers: %p, %p', (name, a, b, expected) => {
    expect(truth(op(`${name}_num`, num(a), num(b)))).toBe(expected);
  });

  test.each([
    ['lt', 'a', 'b', 'yes'],
    ['le', 'b', 'b', 'yes'],
    ['gt', 'b', 'ab', 'yes'],
    ['ge', 'a', 'b', 'no'],
  ])('%s orders texts: %p, %p', (name, a, b, expected) => {
    expect(truth(op(`${name}_str`, str(a), str(b)))).toBe(expected);
  });

  test('are errors where a side is missing or of another type', () => {
    expect(truth(op('lt_num', NO_NUMBER, num(1)))).toBe('error');
    expect(truth(op('lt_num', num(1), str('2')))).toBe('error');
    expect(truth(op('ge_str', str('a'), NO_TEXT))).toBe('error');
    expect(truth(op('ge_str', num(1), str('a')))).toBe('error');
  });

  test('order texts by code points: an emoji comes after the last of the basic plane', () => {
    expect('\u{1f600}' < '\uffff').toBe(true);
    expect(truth(op('gt_str', str('\u{1f600}'), str('\uffff')))).toBe('yes');
  });

  test('order any two texts as their code points are ordered', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const text = fc.string({ unit, maxLength: 4 });
    const byCodePoints = (a: string, b: string): number => {
      const [left, right] = [[...a], [...b]].map((points) => points.map((point) => point.codePointAt(0) ?? 0)) as [
        number[],
        number[],
      ];
      const i = left.findIndex((point, at) => point !== right[at]);
      if (i < 0) return left.length - right.length;
      return i >= right.length ? 1 : left[i]! - right[i]!;
    };
    fc.assert(
      fc.property(text, text, (a, b) => expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodePoints(a, b)))),
    );
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
    ['an empty list', str('a'), list(), 'no'],
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
    expect(truth(op('in_map', num(1), map), attributes)).toBe('error');
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

describe('numbers', () => {
  const BIG = Number.MAX_SAFE_INTEGER;

  test.each([
    ['add_int', 2, 3, 5],
    ['add_int', BIG, 1, 'error'],
    ['sub_int', 2, 3, -1],
    ['sub_int', -BIG, 1, 'error'],
    ['mul_int', 4, -3, -12],
    ['mul_int', BIG, 2, 'error'],
    ['div_int', 7, 2, 3],
    ['div_int', -7, 2, -3],
    ['div_int', 7, 0, 'error'],
    ['div_int', 0, 0, 'error'],
    ['mod_int', 7, 3, 1],
    ['mod_int', -7, 3, -1],
    ['mod_int', 7, 0, 'error'],
    ['add_double', 0.5, 0.25, 0.75],
    ['sub_double', 0.5, 1, -0.5],
    ['mul_double', 0.5, 3, 1.5],
    ['div_double', 1, 4, 0.25],
  ])('%s(%p, %p) is %p', (name, a, b, expected) => {
    expect(valueOf(op(name, num(a), num(b)))).toBe(expected);
  });

  test.each([
    ['div_double', 1, 0],
    ['div_double', 0, 0],
    ['mul_double', 1e308, 10],
    ['add_double', 1.7e308, 1.7e308],
  ])('%s(%p, %p) is an error: no JSON holds it, so no token and no record could', (name, a, b) => {
    expect(valueOf(op(name, num(a), num(b)))).toBe('error');
  });

  test('neg_int and neg_double turn the sign, and know no negative zero', () => {
    expect([
      valueOf(op('neg_int', num(3))),
      valueOf(op('neg_double', num(-0.5))),
      valueOf(op('neg_int', num(0))),
    ]).toEqual([-3, 0.5, 0]);
  });

  test('are errors where a side is missing or no number', () => {
    for (const name of ['add_int', 'div_int', 'add_double', 'div_double']) {
      expect([valueOf(op(name, NO_NUMBER, num(1))), valueOf(op(name, num(1), str('1')))]).toEqual(['error', 'error']);
    }
    expect([valueOf(op('neg_int', NO_NUMBER)), valueOf(op('neg_double', str('1')))]).toEqual(['error', 'error']);
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
