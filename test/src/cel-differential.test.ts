// SPDX-License-Identifier: Apache-2.0
// The compiler and the run time against another implementation of CEL: the same expressions, over inputs of which parts are missing.
import { EVAL_ERROR, evaluate } from '@assay/core/testing';
import fc from 'fast-check';
import { shown } from '../conformance/values.ts';
import { DIFFERENCES } from './cel/differences.ts';
import { expressions, type Both } from './cel/grammar.ts';
import { INPUTS, inputs, type Values } from './cel/inputs.ts';
import { theirs } from './cel/library.ts';
import { compiled } from './cel/outcome.ts';

/** The same few every time; with `ASSAY_RUNS` as many others as it says. */
const RUNS = Number(process.env['ASSAY_RUNS'] ?? 300);
const SEED = process.env['ASSAY_RUNS'] === undefined ? { seed: 20_261_121 } : {};

/** What compiler and run time make of an expression, in the form of the conformance tests; `refused` where the compiler does not take it. */
function ours(text: string, values: Values): unknown {
  const expression = compiled(`dyn(${text})`, INPUTS, true);
  if (!('ir' in expression)) return 'refused';
  const value = evaluate(expression.ir, expression, { s: values });
  return value === EVAL_ERROR ? 'error' : shown(value, false);
}

const kindOf = (found: unknown): 'value' | 'error' | 'refused' =>
  found === 'error' || found === 'refused' ? found : 'value';

describe('the compiler and the run time, and @bufbuild/cel', () => {
  test('come to the same value or the same error, whatever the expression is and whatever is missing', () => {
    const seen = { value: 0, error: 0, refused: 0 };
    fc.assert(
      fc.property(fc.oneof(...Object.values(expressions)), inputs, (both: Both, values) => {
        const found = ours(both.ours, values);
        seen[kindOf(found)]++;
        if (found !== 'refused')
          expect({ expression: both.ours, result: found }).toEqual({
            expression: both.ours,
            result: theirs(both.theirs, values),
          });
      }),
      { numRuns: RUNS, ...SEED },
    );
    expect(seen.value).toBeGreaterThan(RUNS / 3);
    expect(seen.error).toBeGreaterThan(0);
    expect(seen.refused).toBeLessThan(RUNS / 10);
    if (process.env['ASSAY_TIMINGS']) process.stdout.write(`${JSON.stringify(seen)}\n`);
  }, 3_600_000);

  // what this test once found
  test.each([
    ['[null, 1].map(x, x)', '[null, 1].map(x, x)', { list: [null, { int: '1' }] }],
    ['[1, null].filter(x, x != 1)', '[1, null].filter(x, x != 1)', { list: [null] }],
    ['[1][?9223372036854775807].orValue(7)', '7', { int: '7' }],
  ])('agree on %s', (text, alike, value) => {
    expect([ours(text, {}), theirs(alike, {})]).toEqual([value, value]);
  });

  test.each(DIFFERENCES)('differ, and have to differ still: $why', ({ text, ours: here, theirs: there }) => {
    expect([ours(text, {}), theirs(text, {})]).toEqual([here, there]);
    expect(here).not.toEqual(there);
  });
});
