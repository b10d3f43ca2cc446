// SPDX-License-Identifier: Apache-2.0
import { tally, type Stage } from './stage.ts';
import type { SpecTest } from './tests.ts';

const tests: readonly SpecTest[] = ['good', 'bad', 'excepted', 'other', 'silent'].map((id) => ({
  id,
  file: 'example',
  original: { expr: id },
}));
const stage: Stage = {
  name: 'parser',
  concerns: ({ id }) => id !== 'silent',
  isOutOfScope: ({ id }) => id === 'other',
  problemOf: ({ id }) => (id === 'good' ? undefined : `${id} is wrong`),
};
const exception = (test: string): Parameters<typeof tally>[2][number] => ({ stage: 'parser', test, reason: 'why' });

test('a run counts what passes, what is excepted, what is out of scope, and names what fails', () => {
  expect(tally(stage, tests, [exception('excepted'), { ...exception('bad'), stage: 'checker' }])).toEqual({
    stage: 'parser',
    passed: 1,
    excepted: 1,
    outOfScope: 1,
    failed: [{ test: 'bad', problem: 'bad is wrong' }],
  });
});

test.each([
  ['good', 'is listed as an exception, and passes'],
  ['other', 'is listed as an exception, and is out of scope'],
  ['silent', 'is listed as an exception, and is no test'],
])('an exception that is none fails: %s', (id, problem) => {
  const { failed } = tally(stage, tests, [exception('excepted'), exception('bad'), exception(id)]);
  expect(failed).toEqual([{ test: id, problem }]);
});

test('a stage that throws fails the test it throws at', () => {
  const throwing: Stage = {
    ...stage,
    problemOf: ({ id }) => {
      if (id === 'bad') throw new Error('a bug');
      return undefined;
    },
  };
  expect(tally(throwing, tests, [])).toMatchObject({
    passed: 2,
    failed: [{ test: 'bad', problem: 'threw Error: a bug' }],
  });
});
