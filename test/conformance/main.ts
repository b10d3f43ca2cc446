// SPDX-License-Identifier: Apache-2.0
// `npm run conformance`: how many tests of the CEL specification each stage passes.
import { EXCEPTIONS } from './exceptions.ts';
import { tally } from './stage.ts';
import { STAGES } from './stages.ts';
import { allTests } from './tests.ts';

const tests = allTests();
const tallies = STAGES.map((stage) => tally(stage, tests, EXCEPTIONS));
console.table(
  Object.fromEntries(
    tallies.map(({ stage, passed, excepted, outOfScope, failed }) => [
      stage,
      { passed, excepted, 'out of scope (protobuf)': outOfScope, failed: failed.length },
    ]),
  ),
);
for (const { stage, failed } of tallies) {
  for (const { test, problem } of failed) console.log(`${stage}: ${test}: ${problem}`);
}
process.exitCode = tallies.some(({ failed }) => failed.length > 0) ? 1 : 0;
