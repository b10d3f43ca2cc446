// SPDX-License-Identifier: Apache-2.0
// Where implementations of CEL are known to go wrong: one test for each trap, through the compiler and the run time.
import { evaluate } from '@assay/core/testing';
import { compiled, DYN, INT, listOf, mapOf, outcome, record, STRING } from './cel/outcome.ts';

const refused = (...codes: readonly string[]): unknown => ({ refused: codes });

describe('traps of CEL', () => {
  test('JSON numbers are doubles: an attribute declared as an integer is an int, and what is no safe integer is an error', () => {
    const sums = (x: unknown): unknown => ['x + 1', 'x / 7', 'x % 7'].map((text) => outcome(text, { x: INT }, { x }));
    expect(sums(30)).toEqual([31, 4, 2]);
    expect(sums(30.5)).toEqual(['error', 'error', 'error']);
    expect(sums(2 ** 53)).toEqual(['error', 'error', 'error']);
    expect(outcome('x == 30 && x < 30.5 && x in [10, 30]', { x: DYN }, { x: 30 })).toBe(true);
    // where nobody has said that it is an int, the sum would fail for every number
    expect(outcome('x + 1', { x: DYN }, { x: 30 })).toEqual(refused('wrong-type-in-expression'));
  });

  test('int64: overflow is an error, and 64 bits are kept to the last one', () => {
    expect(outcome('9223372036854775806 + 1')).toBe(9_223_372_036_854_775_807n);
    for (const text of [
      '9223372036854775807 + 1',
      '-9223372036854775808 - 1',
      '4611686018427387904 * 2',
      '-9223372036854775808 / -1',
      '-(-9223372036854775808)',
      'int(1e99)',
      'int(-1.0e19)',
      '0u - 1u',
    ])
      expect([text, outcome(text)]).toEqual([text, 'error']);
  });

  test('BigInt cost: ints of attributes and literals are never made into bigints on the way', () => {
    const text = 'x < 30 && x + 1 > 2 && x in [10, 20] && xs.exists(y, y * 2 == x) && size(xs) == 2';
    const expression = compiled(text, { x: INT, xs: listOf(INT) });
    if (!('ir' in expression)) throw new Error(expression.join());
    expect(JSON.stringify(expression.ir)).not.toMatch(/\["(?:int|wide|as|dispatch)"/);
    const made = jest.spyOn(globalThis, 'BigInt');
    try {
      expect(evaluate(expression.ir, expression, { x: 10, xs: [1, 5] })).toBe(true);
      expect(made).not.toHaveBeenCalled();
    } finally {
      made.mockRestore();
    }
  });

  test('int/double compare: both as doubles, where that rounds too', () => {
    const near = (text: string): unknown => outcome(text, { d: DYN }, { d: 2 ** 63 });
    expect(near('9223372036854775807 < d')).toBe(false);
    expect(near('9223372036854775807 == d')).toBe(true);
    expect(outcome('9223372036854775807 < 9223372036854775808.0')).toBe(false);
    expect(outcome('9223372036854775807 >= 9223372036854775808.0')).toBe(true);
    expect(outcome('9007199254740993 > 9007199254740992.0')).toBe(false);
  });

  test('missing field and absorption: an error gives way to what decides, and to nothing else', () => {
    const inputs = { a: record({ b: INT }), rows: listOf(record({ x: INT })) };
    const at = (text: string): unknown => outcome(text, inputs, { a: {}, rows: [{ x: 1 }, {}] });
    expect(['a.b == 1 || true', 'true || a.b == 1', 'rows.exists(r, r.x == 1)'].map(at)).toEqual([true, true, true]);
    expect(['a.b == 1 && false', 'false && a.b == 1', 'rows.all(r, r.x == 2)'].map(at)).toEqual([false, false, false]);
    expect(
      ['a.b == 1', 'a.b == 1 || false', 'a.b == 1 && true', '!(a.b == 1)', 'rows.all(r, r.x == 1)'].map(at),
    ).toEqual(['error', 'error', 'error', 'error', 'error']);
  });

  test('has() on a null value: a member that is null is there', () => {
    const value = { b: null };
    expect(outcome('has(a.b)', { a: DYN }, { a: value })).toBe(true);
    expect(outcome('"b" in a', { a: DYN }, { a: value })).toBe(true);
    expect(outcome('has(a.b)', { a: mapOf(STRING, DYN) }, { a: value })).toBe(true);
    expect(outcome('has({"b": null}.b) && "b" in {"b": null} && {"b": null}.b == null')).toBe(true);
    expect(outcome('has(a.c)', { a: DYN }, { a: value })).toBe(false);
  });

  test('dates: a day the month does not have is an error', () => {
    for (const text of [
      '2024-02-30T00:00:00Z',
      '2023-02-29T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01t00:00:00z',
      '2024-01-01 00:00:00Z',
      '2024-01-01T00:00:60Z',
      '2024-1-01T00:00:00Z',
      '0000-12-31T23:59:59Z',
      '2024-01-01T00:00:00',
    ])
      expect([text, outcome('timestamp(x)', { x: STRING }, { x: text })]).toEqual([text, 'error']);
    expect(outcome('timestamp("2024-02-29T23:59:59Z").getDate()')).toBe(29);
  });

  test('regex: a pattern that makes others go back again and again is decided in linear time', () => {
    const attack = `${'a'.repeat(60_000)}!`;
    const start = performance.now();
    expect(outcome('x.matches("^(a+)+$")', { x: STRING }, { x: attack })).toBe(false);
    expect(outcome('x.matches("(a|aa)+$")', { x: STRING }, { x: attack })).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(outcome('"a".matches(x)', { x: STRING }, { x: 'a' })).toEqual(refused('unsupported-expression'));
  });

  test('prototype leaks: own members only, whatever their name is', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const at = (text: string): unknown => outcome(text, { a: DYN, r: listOf(STRING) }, { a: {}, r: ['x'] });
      expect([name, at(`a.${name}`), at(`has(a.${name})`), at(`"${name}" in a`), at(`a["${name}"]`)]).toEqual([
        name,
        'error',
        false,
        false,
        'error',
      ]);
    }
    for (const text of ['a.length', 'has(a.length)', 'a["0"]', 'r.length'])
      expect([text, outcome(text, { a: DYN, r: DYN }, { a: ['x'], r: 'x' })]).toEqual([text, 'error']);
    expect(outcome('{"__proto__": 1}.__proto__')).toBe(1);
  });

  test('strings: sizes and places count code points, and texts are ordered by them', () => {
    expect(outcome('size("😀a")')).toBe(2);
    expect(outcome('"a😀b".indexOf("b")')).toBe(2);
    expect(outcome('"a😀b".substring(1, 2)')).toBe('😀');
    expect(outcome('"\u{1f600}" > "\uffff"')).toBe(true);
    expect(outcome('["\u{1f600}", "\uffff"].sort()')).toEqual(['\uffff', '\u{1f600}']);
  });

  test('map literals: a key twice is an error, and doubles and null are no keys', () => {
    expect(outcome('{"a": 1, "a": 2}')).toEqual(refused('wrong-type-in-expression'));
    expect(outcome('{x: 1, "a": 2}', { x: STRING }, { x: 'a' })).toBe('error');
    expect(outcome('{1: 1, x: 2}', { x: DYN }, { x: 1.5 })).toBe('error');
    for (const text of ['{1.5: "a"}', '{null: "a"}', '{[1]: "a"}'])
      expect([text, outcome(text)]).toEqual([text, refused('wrong-type-in-expression')]);
  });

  test('static mode: an operand of a wrong type is refused, also where it would not be looked at', () => {
    expect(outcome("'horses' && false")).toEqual(refused('wrong-type-in-expression'));
    expect(outcome('false && 1')).toEqual(refused('wrong-type-in-expression'));
    expect(outcome('true ? 1 : "a"')).toEqual(refused('wrong-type-in-expression'));
  });
});
