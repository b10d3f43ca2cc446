// SPDX-License-Identifier: Apache-2.0
import { evaluate, EVAL_ERROR } from '../../testing/evaluate.ts';
import { callOf } from '../../testing/call-of.ts';
import type { Ir } from '../table.ts';
import { mapOf } from '../values/maps.ts';
import { Duration, NONE, Optional, Timestamp, TypeValue, Uint } from '../values/special.ts';
import { OPTIONAL_OPS } from './optional.ts';

const call = callOf(OPTIONAL_OPS);
const some = (value: unknown): Optional => new Optional(value);

/** The value of an expression over what is bound to `x` (slot 0), with two names among its strings. */
function valueOf(ir: Ir, x?: unknown): unknown {
  const found = evaluate(
    ir,
    { strings: ['a', 'b'], lists: [], slots: [{ root: 'bound', path: ['x'], type: 'dyn' }] },
    { x },
  );
  return found === EVAL_ERROR ? 'error' : found;
}
const X: Ir = ['slot', 0];
const ERROR: Ir = ['div_int', ['num', 1], ['num', 0]];

test('an optional has a value, also null, or none', () => {
  expect([call('opt_of', null), call('opt_none')]).toEqual([some(null), NONE]);
  expect([call('opt_has_value', some(null)), call('opt_has_value', NONE), call('opt_has_value', null)]).toEqual([
    true,
    false,
    'error',
  ]);
  expect([call('opt_value', some(1)), call('opt_value', NONE), call('opt_value', 1)]).toEqual([1, 'error', 'error']);
});

describe('opt_of_nonzero', () => {
  test.each([
    [null],
    [false],
    [0],
    [-0],
    [0n],
    [new Uint(0n)],
    [''],
    [new Uint8Array()],
    [[]],
    [{}],
    [mapOf([])],
    [new Duration(0n)],
    [new Timestamp(0n)],
  ])('has none of the empty value of a type: %p', (value) => {
    expect(call('opt_of_nonzero', value)).toBe(NONE);
  });

  test.each([
    [true],
    [1],
    [NaN],
    [-1n],
    ['0'],
    [[null]],
    [{ a: 0 }],
    [new Duration(-1n)],
    [NONE],
    [new TypeValue('int')],
  ])('has any other: %p', (value) => {
    expect(call('opt_of_nonzero', value)).toEqual(some(value));
  });
});

describe('opt_or, opt_or_value', () => {
  test('take the left side where it has a value, and do not look at the right side then', () => {
    expect(valueOf(['opt_or', X, ERROR], some(1))).toEqual(some(1));
    expect(valueOf(['opt_or_value', X, ERROR], some(1))).toBe(1);
  });

  test('take the right side where the left one has none', () => {
    expect(valueOf(['opt_or', X, ['opt_of', ['num', 2]]], NONE)).toEqual(some(2));
    expect(valueOf(['opt_or', X, ['opt_none']], NONE)).toBe(NONE);
    expect(valueOf(['opt_or_value', X, ['num', 2]], NONE)).toBe(2);
  });

  test('are errors where a side that is looked at is one, or is not optional', () => {
    expect([
      valueOf(['opt_or', ERROR, ['opt_none']]),
      valueOf(['opt_or', X, ERROR], NONE),
      valueOf(['opt_or', X, ['num', 2]], NONE),
      valueOf(['opt_or', X, ['opt_none']], 1),
      valueOf(['opt_or_value', X, ERROR], NONE),
      valueOf(['opt_or_value', X, ['num', 2]], null),
    ]).toEqual(Array(6).fill('error'));
  });
});

test('opt_field reads a member of a map, or of an optional one', () => {
  expect(valueOf(['opt_field', X, 0], { a: 1 })).toEqual(some(1));
  expect(valueOf(['opt_field', X, 0], { b: 1 })).toBe(NONE);
  expect(valueOf(['opt_field', X, 0], some({ a: null }))).toEqual(some(null));
  expect(valueOf(['opt_field', X, 0], NONE)).toBe(NONE);
  expect([
    valueOf(['opt_field', X, 0], some(null)),
    valueOf(['opt_field', X, 0], 'text'),
    valueOf(['opt_field', ERROR, 0]),
  ]).toEqual(['error', 'error', 'error']);
});

test('a member of an optional map is optional, and there or not', () => {
  expect(valueOf(['field', X, 0], some({ a: 1 }))).toEqual(some(1));
  expect(valueOf(['field', X, 0], NONE)).toBe(NONE);
  expect(valueOf(['field', X, 0], some(1))).toBe('error');
  expect([
    valueOf(['has_field', X, 0], some({ a: 1 })),
    valueOf(['has_field', X, 0], some({})),
    valueOf(['has_field', X, 0], NONE),
    valueOf(['has_field', X, 0], some(1)),
  ]).toEqual([true, false, false, 'error']);
});

test('opt_index and index_opt read items and keys', () => {
  expect([call('opt_index', ['x'], 0), call('opt_index', ['x'], 1), call('opt_index', { a: 1 }, 'a')]).toEqual([
    some('x'),
    NONE,
    some(1),
  ]);
  expect([call('index_opt', some(['x']), 0), call('index_opt', NONE, 0)]).toEqual([some('x'), NONE]);
  expect([call('opt_index', 'x', 0), call('opt_index', ['x'], 'a'), call('index_opt', ['x'], 0)]).toEqual([
    'error',
    'error',
    'error',
  ]);
});

test('opt_first, opt_last and opt_unwrap look into lists', () => {
  expect([call('opt_first', [1, 2]), call('opt_last', [1, 2]), call('opt_first', []), call('opt_last', [])]).toEqual([
    some(1),
    some(2),
    NONE,
    NONE,
  ]);
  expect(call('opt_unwrap', [some([1]), NONE, some(null)])).toEqual([[1], null]);
  expect([call('opt_unwrap', [some(1), 2]), call('opt_first', 'ab')]).toEqual(['error', 'error']);
});

describe('parts of a literal that are optional', () => {
  const PART: Ir = ['opt', X];

  test('are left out where they have no value', () => {
    expect(valueOf(['make_list', ['num', 1], PART, PART], some(2))).toEqual([1, 2, 2]);
    expect(valueOf(['make_list', ['num', 1], PART], NONE)).toEqual([1]);
    expect(valueOf(['make_map', ['opt', ['str', 0], X], ['str', 1], ['num', 1]], some(null))).toEqual({
      a: null,
      b: 1,
    });
    expect(valueOf(['make_map', ['opt', ['str', 0], X], ['str', 1], ['num', 1]], NONE)).toEqual({ b: 1 });
  });

  test('are errors where they are, or are not optional', () => {
    expect([
      valueOf(['make_list', PART], 1),
      valueOf(['make_list', ['opt', ERROR]]),
      valueOf(['make_map', ['opt', ['str', 0], X]], 1),
      valueOf(['make_map', ['opt', ERROR, X]], NONE),
    ]).toEqual(Array(4).fill('error'));
  });

  test('are refused where they are no expressions, and errors where a key has no value', () => {
    expect(() => valueOf(['make_list', ['opt', 1]])).toThrow('an expression is not a list');
    expect(() => valueOf(['make_map', ['opt', ['str', 0], 1]])).toThrow('an expression is not a list');
    expect([
      valueOf(['make_list', ['opt']]),
      valueOf(['make_map', ['opt']]),
      valueOf(['make_map', ['str', 0]]),
    ]).toEqual(['error', 'error', 'error']);
  });
});
