// SPDX-License-Identifier: Apache-2.0
import { EXCEPTIONS } from './exceptions.ts';
import { parseTest } from './parse-test.ts';
import { PARSER } from './parser.ts';
import { tally } from './stage.ts';
import { allTests } from './tests.ts';

const tests = allTests();

test('the parser makes the tree of every test that cel-go made one of, and refuses the others', () => {
  expect(tally(PARSER, tests, EXCEPTIONS).failed).toEqual([]);
});

describe('the whole language', () => {
  const isMissingSyntax = (line: string): boolean => line.includes('unsupported syntax') || !line.startsWith('ERROR: ');

  it('takes the optional values and names in backticks that cel-go had switched off when it recorded', () => {
    const off = tests.filter(
      ({ error }) => error?.includes('unsupported syntax') && error.split('\n').every(isMissingSyntax),
    );
    expect(off.length).toBeGreaterThan(100);
    expect(off.filter((test) => 'finding' in parseTest(test)).map(({ id }) => id)).toEqual([]);
  });

  it('takes what the specification takes, and refuses in addition only what its own macros cannot take', () => {
    const refused = tests.filter((test) => test.ast !== undefined && 'finding' in parseTest(test));
    expect(refused.filter(({ id }) => !id.startsWith('comprehensions/')).map(({ id }) => id)).toEqual([]);
    // `[].all(i, i, ...)`, `[].all(__result__, i, ...)` and variables that are no names
    expect(refused.every(({ original }) => /\((?:\w+\.\w+|\w+), (?:\w+\.\w+|\w+),/.test(original.expr))).toBe(true);
    expect(refused).toHaveLength(16);
  });
});
