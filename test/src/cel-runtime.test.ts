// SPDX-License-Identifier: Apache-2.0
// The operators of the runtime, without the compiler, against another implementation of CEL: the same expressions, with parts of the input missing.
import { isCelError, run } from '@bufbuild/cel';
import type { SlotType } from '@assay/core/pdp';
import { bool, list, num, op, pdpOf, read, requestOf, str, type Draft } from '@assay/core/testing';
import fc from 'fast-check';

/** One expression, as CEL has it and as the runtime does. */
interface Both {
  readonly text: string;
  readonly draft: Draft;
}
type Kind = 'bool' | 'int' | 'uint' | 'double' | 'string' | 'strings' | 'bytes' | 'time' | 'duration';

const slot = (name: string, type: SlotType): Both => ({ text: `s.${name}`, draft: read(`s.${name}`, type) });
const infix = (symbol: string, name: string, a: Both, b: Both): Both => ({
  text: `(${a.text} ${symbol} ${b.text})`,
  draft: op(name, a.draft, b.draft),
});
const call = (symbol: string, name: string, inner: Both): Both => ({
  text: `${symbol}(${inner.text})`,
  draft: op(name, inner.draft),
});
const method = (symbol: string, name: string, a: Both, b: Both): Both => ({
  text: `${a.text}.${symbol}(${b.text})`,
  draft: op(name, a.draft, b.draft),
});
const cel = (value: string): string => JSON.stringify(value);
const text = (value: string): Both => ({ text: cel(value), draft: str(value) });

const ORDER = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;
const INTS = { '+': 'add_int', '-': 'sub_int', '*': 'mul_int', '/': 'div_int', '%': 'mod_int' } as const;
const UINTS = { '+': 'add_uint', '-': 'sub_uint', '*': 'mul_uint', '/': 'div_uint', '%': 'mod_uint' } as const;
const DOUBLES = { '+': 'add_double', '-': 'sub_double', '*': 'mul_double' } as const;
const DURATIONS = { '+': 'add_durations', '-': 'sub_durations' } as const;
const MOVES = { '+': 'add_time_duration', '-': 'sub_time_duration' } as const;
const SPANS = { getHours: 'in_hours', getMinutes: 'in_minutes', getSeconds: 'in_seconds' } as const;
const PARTS = {
  getFullYear: 'get_year',
  getMonth: 'get_month',
  getDate: 'get_date',
  getDayOfWeek: 'get_day_of_week',
  getHours: 'get_hours',
  getMinutes: 'get_minutes',
} as const;
const TESTS = { startsWith: 'starts_with', endsWith: 'ends_with', contains: 'contains' } as const;
const from = <T extends object>(table: T): fc.Arbitrary<[keyof T & string, T[keyof T]]> =>
  fc.constantFrom(...(Object.entries(table) as [keyof T & string, T[keyof T]][])); // sound: its own entries

/** Texts, some of them of numbers. */
const digits = fc.constantFrom('7', '-3', '18446744073709551616', '1x').map(text);

const expressions = fc.letrec<Record<Kind, Both>>((tie) => {
  const depth = { maxDepth: 5, depthSize: 'small', depthIdentifier: 'expression' } as const;
  const [truth, int, uint, double] = [tie('bool'), tie('int'), tie('uint'), tie('double')];
  const [string, strings, bytes, time, duration] = [
    tie('string'),
    tie('strings'),
    tie('bytes'),
    tie('time'),
    tie('duration'),
  ];
  const chosen = (side: fc.Arbitrary<Both>): fc.Arbitrary<Both> =>
    fc.tuple(truth, side, side).map(([test, yes, no]) => ({
      text: `(${test.text} ? ${yes.text} : ${no.text})`,
      draft: op('if', test.draft, yes.draft, no.draft),
    }));
  const pair = (side: fc.Arbitrary<Both>): fc.Arbitrary<[Both, Both]> => fc.tuple(side, side);
  const equal = (side: fc.Arbitrary<Both>): fc.Arbitrary<Both> =>
    fc
      .tuple(from({ '==': 'eq', '!=': 'ne' } as const), pair(side))
      .map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b));
  return {
    bool: fc.oneof(
      depth,
      fc.constantFrom(slot('flag', 'bool'), { text: 'true', draft: bool(true) }, { text: 'false', draft: bool(false) }),
      fc
        .tuple(from({ '&&': 'and', '||': 'or' } as const), pair(truth))
        .map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      truth.map((inner) => ({ text: `!${inner.text}`, draft: op('not', inner.draft) })),
      ...[int, uint, double, string, bytes, time, duration].map((side) =>
        fc.tuple(from(ORDER), pair(side)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      ),
      equal(truth),
      equal(int),
      equal(string),
      equal(strings),
      ...[uint, double, bytes, time, duration].map(equal),
      fc.tuple(string, strings).map(([a, b]) => infix('in', 'in_list', a, b)),
      fc.tuple(from(TESTS), pair(string)).map(([[symbol, name], [a, b]]) => method(symbol, name, a, b)),
      chosen(truth),
    ),
    int: fc.oneof(
      depth,
      fc.constantFrom(slot('n', 'int'), slot('m', 'int')),
      fc.integer({ min: 0, max: 9 }).map((value) => ({ text: String(value), draft: num(value) })),
      fc.tuple(from(INTS), pair(int)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      int.map((inner) => ({ text: `-(${inner.text})`, draft: op('neg_int', inner.draft) })),
      string.map((inner) => ({ text: `size(${inner.text})`, draft: op('size_str', inner.draft) })),
      strings.map((inner) => ({ text: `size(${inner.text})`, draft: op('size_list', inner.draft) })),
      ...[uint, double, digits].map((inner) => inner.map((value) => call('int', 'to_int', value))),
      bytes.map((inner) => call('size', 'size_bytes', inner)),
      fc.tuple(from(SPANS), duration).map(([[symbol, name], inner]) => ({
        text: `${inner.text}.${symbol}()`,
        draft: op(name, inner.draft),
      })),
      fc.tuple(from(PARTS), time).map(([[symbol, name], inner]) => ({
        text: `${inner.text}.${symbol}()`,
        draft: op(name, inner.draft),
      })),
      chosen(int),
    ),
    uint: fc.oneof(
      depth,
      fc.constantFrom(0, 1, 7).map((value) => ({ text: `${value}u`, draft: op('to_uint', num(value)) })),
      fc.tuple(from(UINTS), pair(uint)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      ...[int, digits].map((inner) => inner.map((value) => call('uint', 'to_uint', value))),
      chosen(uint),
    ),
    double: fc.oneof(
      depth,
      fc.constantFrom(slot('d', 'double')),
      fc.constantFrom(0.5, 2.25).map((value) => ({ text: String(value), draft: num(value) })),
      fc.tuple(from(DOUBLES), pair(double)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      double.map((inner) => ({ text: `-(${inner.text})`, draft: op('neg_double', inner.draft) })),
      ...[int, uint].map((inner) => inner.map((value) => call('double', 'to_double', value))),
      chosen(double),
    ),
    bytes: fc.oneof(
      depth,
      string.map((inner) => call('bytes', 'to_bytes', inner)),
      pair(bytes).map(([a, b]) => infix('+', 'concat_bytes', a, b)),
      chosen(bytes),
    ),
    duration: fc.oneof(
      depth,
      fc
        .constantFrom('0s', '1h30m', '-0.5s', '2562047h', '1ns')
        .map((value) => call('duration', 'to_duration', text(value))),
      fc.tuple(from(DURATIONS), pair(duration)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      pair(time).map(([a, b]) => infix('-', 'sub_times', a, b)),
      chosen(duration),
    ),
    time: fc.oneof(
      depth,
      fc
        .constantFrom('2024-02-29T12:30:00Z', '1969-12-31T23:59:59.5+01:00', '9999-12-31T00:00:00Z')
        .map((value) => call('timestamp', 'time_of_str', text(value))),
      fc.tuple(from(MOVES), time, duration).map(([[symbol, name], a, b]) => infix(symbol, name, a, b)),
      chosen(time),
    ),
    string: fc.oneof(
      depth,
      fc.constantFrom(slot('t', 'string'), text('a'), text('b'), text(''), text('\u{1f600}')),
      pair(string).map(([a, b]) => infix('+', 'concat_str', a, b)),
      ...[int, uint, bytes, truth].map((inner) => inner.map((value) => call('string', 'to_str', value))),
      fc
        .tuple(strings, int)
        .map(([a, b]) => ({ text: `${a.text}[${b.text}]`, draft: op('index_list', a.draft, b.draft) })),
      chosen(string),
    ),
    strings: fc.oneof(
      depth,
      fc.constantFrom(slot('names', 'strings'), { text: '["a", "b"]', draft: list('a', 'b') }),
      pair(strings).map(([a, b]) => infix('+', 'concat_list', a, b)),
      pair(string).map(([a, b]) => ({ text: `[${a.text}, ${b.text}]`, draft: op('make_list', a.draft, b.draft) })),
      chosen(strings),
    ),
  };
});

const inputs = fc.record(
  {
    flag: fc.boolean(),
    n: fc.integer({ min: -9, max: 9 }),
    m: fc.constantFrom(0, 3, Number.MAX_SAFE_INTEGER),
    d: fc.constantFrom(0, 0.5, -1.25),
    t: fc.constantFrom('a', 'ab', '\u{1f600}'),
    names: fc.subarray(['a', 'ab', 'c']),
  },
  { requiredKeys: [], noNullPrototype: true },
);
type Inputs = typeof inputs extends fc.Arbitrary<infer T> ? T : never;
type Outcome = 'yes' | 'no' | 'error';

function ours({ draft }: Both, data: Inputs): Outcome {
  const pdp = pdpOf({
    rules: [
      { about: 'gate', id: 'g', effect: 'permit' },
      { about: { claim: 'c' }, id: 'c', effect: 'set', value: draft },
    ],
  });
  const decision = pdp.decide(requestOf(), { s: data });
  const [change] = (decision.outcome === 'permit' && decision.tokens.access_token?.claims) || [];
  return change?.action === 'set' ? (change.value === true ? 'yes' : 'no') : 'error';
}

function theirs(expression: Both, data: Inputs): Outcome {
  // a JavaScript number is a CEL double there: integers are given as such
  const { n, m, ...rest } = data;
  const s = { ...rest, ...(n === undefined ? {} : { n: BigInt(n) }), ...(m === undefined ? {} : { m: BigInt(m) }) };
  const found = run(expression.text, { s });
  return isCelError(found) ? 'error' : found === true ? 'yes' : 'no';
}

describe('the runtime and @bufbuild/cel', () => {
  test('come to the same truth or the same error, whatever is missing', () => {
    const seen = new Set<Outcome>();
    fc.assert(
      fc.property(expressions.bool, inputs, (expression, data) => {
        const outcome = ours(expression, data);
        seen.add(outcome);
        expect(`${expression.text}: ${outcome}`).toBe(`${expression.text}: ${theirs(expression, data)}`);
      }),
      { numRuns: 2000 },
    );
    expect(seen.size).toBe(3);
  });

  // Each of these has to differ still: one that no longer does is taken off the list.
  const DIFFERENCES: readonly (readonly [
    reason: string,
    expression: Both,
    data: Inputs,
    ours: Outcome,
    theirs: Outcome,
  ])[] = [
    [
      'NaN is in no order, which is an error, as in cel-go; the library finds that it is not below',
      { text: '(0.0 / s.d) < 1.0', draft: op('lt', op('div_double', num(0), read('s.d', 'double')), num(1)) },
      { d: 0 },
      'error',
      'no',
    ],
    [
      'a uint beyond 2^63 can be divided; the library finds that this overflows',
      {
        text: '(uint("9223372036854775808") / 1u) > 0u',
        draft: op(
          'gt',
          op('div_uint', op('to_uint', str('9223372036854775808')), op('to_uint', num(1))),
          op('to_uint', num(0)),
        ),
      },
      {},
      'yes',
      'error',
    ],
    [
      'an int is read from digits only; the library reads one from nothing at all',
      { text: 'int("") == 0', draft: op('eq', op('to_int', str('')), num(0)) },
      {},
      'error',
      'yes',
    ],
    [
      'texts are ordered by code points, as the CEL specification says; the library orders by UTF-16 units',
      { text: '"\u{1f600}" > "\uffff"', draft: op('gt', str('\u{1f600}'), str('\uffff')) },
      {},
      'yes',
      'no',
    ],
  ];

  test.each(DIFFERENCES)('differ: %s', (_, expression, data, here, there) => {
    expect([ours(expression, data), theirs(expression, data)]).toEqual([here, there]);
  });
});
