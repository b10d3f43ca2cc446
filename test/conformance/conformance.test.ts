// SPDX-License-Identifier: Apache-2.0
import { EXCEPTIONS } from './exceptions.ts';
import { tally } from './stage.ts';
import { STAGES } from './stages.ts';
import { allTests } from './tests.ts';

const tests = allTests();
const tallies = STAGES.map((stage) => tally(stage, tests, EXCEPTIONS));

describe('CEL, by the suites of its specification', () => {
  test.each(tallies)('no test of the $stage fails that is not listed with its reason', ({ failed }) => {
    expect(failed).toEqual([]);
  });

  test.each(tallies)('at most 2 % of the tests of the $stage are excepted', ({ passed, excepted }) => {
    expect(excepted).toBeLessThanOrEqual((passed + excepted) * 0.02);
  });

  it('is evaluated in at least 1,500 tests', () => {
    expect(tallies.find(({ stage }) => stage === 'evaluator')?.passed).toBeGreaterThanOrEqual(1500);
  });
});
