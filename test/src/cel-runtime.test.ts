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
type Kind = 'bool' | 'int' | 'double' | 'string' | 'strings';

const slot = (name: string, type: SlotType): Both => ({ text: `s.${name}`, draft: read(`s.${name}`, type) });
const infix = (symbol: string, name: string, a: Both, b: Both): Both => ({
  text: `(${a.text} ${symbol} ${b.text})`,
  draft: op(name, a.draft, b.draft),
});
const method = (symbol: string, name: string, a: Both, b: Both): Both => ({
  text: `${a.text}.${symbol}(${b.text})`,
  draft: op(name, a.draft, b.draft),
});
const cel = (value: string): string => JSON.stringify(value);
const text = (value: string): Both => ({ text: cel(value), draft: str(value) });

const ORDER = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;
const INTS = { '+': 'add_int', '-': 'sub_int', '*': 'mul_int', '/': 'div_int', '%': 'mod_int' } as const;
const DOUBLES = { '+': 'add_double', '-': 'sub_double', '*': 'mul_double' } as const;
const TESTS = { startsWith: 'starts_with', endsWith: 'ends_with', contains: 'contains' } as const;
const from = <T extends object>(table: T): fc.Arbitrary<[keyof T & string, T[keyof T]]> =>
  fc.constantFrom(...(Object.entries(table) as [keyof T & string, T[keyof T]][])); // sound: its own entries

const expressions = fc.letrec<Record<Kind, Both>>((tie) => {
  const depth = { maxDepth: 4, depthSize: 'small' } as const;
  const [truth, int, double, string, strings] = [tie('bool'), tie('int'), tie('double'), tie('string'), tie('strings')];
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
      fc.tuple(from(ORDER), pair(int)).map(([[symbol, name], [a, b]]) => infix(symbol, `${name}_num`, a, b)),
      fc.tuple(from(ORDER), pair(double)).map(([[symbol, name], [a, b]]) => infix(symbol, `${name}_num`, a, b)),
      fc.tuple(from(ORDER), pair(string)).map(([[symbol, name], [a, b]]) => infix(symbol, `${name}_str`, a, b)),
      equal(truth),
      equal(int),
      equal(string),
      equal(strings),
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
      chosen(int),
    ),
    double: fc.oneof(
      depth,
      fc.constantFrom(slot('d', 'double')),
      fc.constantFrom(0.5, 2.25).map((value) => ({ text: String(value), draft: num(value) })),
      fc.tuple(from(DOUBLES), pair(double)).map(([[symbol, name], [a, b]]) => infix(symbol, name, a, b)),
      chosen(double),
    ),
    string: fc.oneof(
      depth,
      fc.constantFrom(slot('t', 'string'), text('a'), text('b'), text(''), text('\u{1f600}')),
      pair(string).map(([a, b]) => infix('+', 'concat_str', a, b)),
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

/** Whether somewhere on the way an integer leaves what a JavaScript number holds exactly: the first of the known differences. */
const isLarge = ({ m }: Inputs): boolean => m === Number.MAX_SAFE_INTEGER;

describe('the runtime and @bufbuild/cel', () => {
  test('come to the same truth or the same error, whatever is missing', () => {
    const seen = new Set<Outcome>();
    fc.assert(
      fc.property(expressions.bool, inputs, (expression, data) => {
        fc.pre(!isLarge(data));
        const outcome = ours(expression, data);
        seen.add(outcome);
        expect(`${expression.text}: ${outcome}`).toBe(`${expression.text}: ${theirs(expression, data)}`);
      }),
      { numRuns: 1500 },
    );
    expect(seen.size).toBe(3);
  });

  // Each of these has to differ still: one that no longer does is taken off the list.
  const int = (value: number): Draft => num(value);
  const DIFFERENCES: readonly (readonly [
    reason: string,
    expression: Both,
    data: Inputs,
    ours: Outcome,
    theirs: Outcome,
  ])[] = [
    [
      'integers are those a JavaScript number holds exactly: beyond is an overflow, where CEL has 64 bits',
      { text: '(s.m + 1) > 0', draft: op('gt_num', op('add_int', read('s.m', 'int'), int(1)), int(0)) },
      { m: Number.MAX_SAFE_INTEGER },
      'error',
      'yes',
    ],
    [
      'a floating-point result is finite: JSON holds no infinity, so no claim and no record could',
      { text: '(1.0 / s.d) > 5.0', draft: op('gt_num', op('div_double', num(1), read('s.d', 'double')), num(5)) },
      { d: 0 },
      'error',
      'yes',
    ],
    [
      'texts are ordered by code points, as the CEL specification says; the library orders by UTF-16 units',
      { text: '"\u{1f600}" > "\uffff"', draft: op('gt_str', str('\u{1f600}'), str('\uffff')) },
      {},
      'yes',
      'no',
    ],
  ];

  test.each(DIFFERENCES)('differ: %s', (_, expression, data, here, there) => {
    expect([ours(expression, data), theirs(expression, data)]).toEqual([here, there]);
  });
});
