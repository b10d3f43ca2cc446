// SPDX-License-Identifier: Apache-2.0
import { isCelError, run, type CelInput } from '@bufbuild/cel';
import * as fc from 'fast-check';
import { createTablePdp } from '@assay/core/pdp';
import { requestOf } from '@assay/core/testing';
import { compileText } from '../testing/compile-text.ts';

type Kind = 'bool' | 'int' | 'double' | 'string' | 'strings';

const infix = (left: fc.Arbitrary<string>, operators: string, right: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(left, fc.constantFrom(...operators.split(' ')), right).map(([a, operator, b]) => `(${a} ${operator} ${b})`);

/**
 * Well-typed expressions, by the type they yield. Names are of a source, so that both evaluators find them. No text holds both a character
 * beyond U+FFFF and one between U+E000 and U+FFFF: @bufbuild/cel 0.6.1 orders by UTF-16 units, CEL by code points.
 */
const grammar = fc.letrec<Record<Kind, string>>((tie) => {
  const [bool, int, double, string, strings] = [tie('bool'), tie('int'), tie('double'), tie('string'), tie('strings')];
  const ternary = (side: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(bool, side, side).map(([test, a, b]) => `(${test} ? ${a} : ${b})`);
  const depth = { maxDepth: 3, depthSize: 'small' } as const;
  return {
    bool: fc.oneof(
      depth,
      fc.constantFrom(
        'iga.active',
        'true',
        'false',
        'has(iga.manager)',
        'has(iga.limits.gold)',
        'has(iga.cases[0].note)',
        'has(iga.cases[1].note)',
      ),
      infix(bool, '&& || == !=', bool),
      infix(int, '< <= > >= == !=', int),
      infix(double, '< <= > >= == !=', double),
      infix(int, '< <= > >= == !=', double),
      infix(string, '< <= > >= == !=', string),
      infix(strings, '== !=', strings),
      infix(string, 'in', strings),
      infix(int, 'in', fc.constantFrom('iga.levels', '[1, 2, 3]')),
      infix(string, 'in', fc.constant('iga.limits')),
      bool.map((inner) => `!(${inner})`),
      fc
        .tuple(string, fc.constantFrom('startsWith', 'endsWith', 'contains'), string)
        .map(([a, name, b]) => `(${a}).${name}(${b})`),
      ternary(bool),
    ),
    int: fc.oneof(
      depth,
      fc.constantFrom(
        'iga.level',
        '0',
        '1',
        '2',
        '-3',
        '7',
        'iga.limits.gold',
        'iga.limits["none"]',
        'iga.levels[0]',
        'iga.levels[5]',
      ),
      infix(int, '+ - * / %', int),
      int.map((inner) => `-(${inner})`),
      string.map((inner) => `size(${inner})`),
      strings.map((inner) => `size(${inner})`),
      string.map((inner) => `iga.limits[${inner}]`),
      ternary(int),
    ),
    double: fc.oneof(
      depth,
      fc.constantFrom('iga.ratio', '0.0', '1.5', '-2.25'),
      infix(double, '+ - *', double),
      // what is no number, or has no finite value, is an error here: JSON has neither
      infix(double, '/', fc.constantFrom('2.0', '-0.5')),
      double.map((inner) => `-(${inner})`),
      ternary(double),
    ),
    string: fc.oneof(
      depth,
      fc.constantFrom(
        'iga.status',
        '""',
        '"a"',
        '"active"',
        '"\u{1f600}"',
        '"gold"',
        'iga.cases[0].id',
        'iga.cases[1].id',
        'iga.roles[0]',
      ),
      infix(string, '+', string),
      fc.tuple(strings, int).map(([list, index]) => `(${list})[${index}]`),
      ternary(string),
    ),
    strings: fc.oneof(
      depth,
      fc.constantFrom('iga.roles', '["a"]', '["active", "b"]'),
      infix(strings, '+', strings),
      string.map((item) => `[${item}, "z"]`),
      ternary(strings),
    ),
  };
});

const ATTRIBUTES = {
  status: fc.constantFrom('active', 'suspended'),
  roles: fc.array(fc.constantFrom('a', 'b', '\u{1f600}'), { minLength: 1, maxLength: 3 }),
  level: fc.integer({ min: -9, max: 9 }),
  levels: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
  ratio: fc.constantFrom(0, 1.5, -2.25, 0.1),
  active: fc.boolean(),
  manager: fc.constantFrom('sam', ''),
  limits: fc.dictionary(fc.constantFrom('gold', 'active', 'a'), fc.integer({ min: 0, max: 9 }), {
    noNullPrototype: true,
  }),
  cases: fc.array(
    fc.record({ id: fc.constantFrom('a', 'gold'), note: fc.string() }, { requiredKeys: ['id'], noNullPrototype: true }),
    { maxLength: 1 },
  ),
};

const DATA = fc.oneof(
  { weight: 3, arbitrary: fc.record(ATTRIBUTES, { noNullPrototype: true }) },
  { weight: 1, arbitrary: fc.record(ATTRIBUTES, { requiredKeys: ['levels', 'limits'], noNullPrototype: true }) },
);
type Data = typeof DATA extends fc.Arbitrary<infer T> ? T : never;

/** What the table says of a condition: true, false, or that it cannot be told. */
function decided(condition: string, data: Data): boolean | 'error' | 'refused' {
  const { compiled } = compileText(
    `gates:\n  - rule: g\n    permit: "true"\nclaims:\n  c:\n    - rule: r\n      value: |-\n        ${condition}\n`,
  );
  if (!compiled) return 'refused';
  const request = requestOf({});
  // sound: JSON, as a source gives it
  const decision = createTablePdp(compiled).decide(request, { iga: JSON.parse(JSON.stringify(data)) });
  if (decision.outcome !== 'permit') throw new Error('the gate of the test refused a token');
  const change = decision.tokens.access_token?.claims.find(({ claim }) => claim === 'c');
  return change?.action === 'set' ? change.value === true : 'error';
}

/** What @bufbuild/cel makes of it; integers are its 64-bit ones. */
function reference(condition: string, { level, levels, limits, ...rest }: Data): boolean | 'error' {
  const iga: Record<string, CelInput> = {
    ...rest,
    ...(level === undefined ? {} : { level: BigInt(level) }),
    levels: levels.map(BigInt),
    limits: Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, BigInt(limit)])),
  };
  const result = run(condition, { iga });
  return isCelError(result) ? 'error' : result === true;
}

describe('the compiler and the run time together', () => {
  it('agree with @bufbuild/cel on every condition and every input, missing attributes included', () => {
    const seen = { true: 0, false: 0, error: 0, refused: 0 };
    fc.assert(
      fc.property(grammar.bool, DATA, (condition, data) => {
        const ours = decided(condition, data);
        seen[`${ours}`]++;
        const theirs = ours === 'refused' ? ours : reference(condition, data);
        expect({ condition, result: ours }).toEqual({ condition, result: theirs });
      }),
      { numRuns: Number(process.env['ASSAY_RUNS'] ?? 400) },
    );
    if (process.env['ASSAY_TIMINGS']) process.stdout.write(`${JSON.stringify(seen)}\n`);
    expect(seen.true + seen.false).toBeGreaterThan(seen.refused);
  });
});
