// SPDX-License-Identifier: Apache-2.0
import type { SpecTest } from './tests.ts';

export type StageName = 'parser' | 'checker' | 'evaluator';

/** One stage of the front end or the runtime, held against the tests it concerns. */
export interface Stage {
  readonly name: StageName;
  /** Whether the test says anything about this stage. */
  readonly concerns: (test: SpecTest) => boolean;
  readonly isOutOfScope: (test: SpecTest) => boolean;
  /** What is wrong, or undefined where the test passes. */
  readonly problemOf: (test: SpecTest) => string | undefined;
}

/** A test that need not pass, and why. */
export interface Exception {
  readonly stage: StageName;
  /** The id of the test. */
  readonly test: string;
  readonly reason: string;
}

export interface Tally {
  readonly stage: StageName;
  readonly passed: number;
  readonly excepted: number;
  readonly outOfScope: number;
  /** Tests that fail, exceptions that pass, and exceptions of no test. */
  readonly failed: readonly { readonly test: string; readonly problem: string }[];
}

/** Runs a stage over `tests`. */
export function tally(stage: Stage, tests: readonly SpecTest[], exceptions: readonly Exception[]): Tally {
  const reasons = new Map(exceptions.filter((row) => row.stage === stage.name).map((row) => [row.test, row.reason]));
  const failed: { test: string; problem: string }[] = [];
  let [passed, excepted, outOfScope] = [0, 0, 0];
  for (const test of tests.filter(stage.concerns)) {
    const isException = reasons.delete(test.id);
    if (stage.isOutOfScope(test)) {
      outOfScope++;
      if (isException) failed.push({ test: test.id, problem: 'is listed as an exception, and is out of scope' });
      continue;
    }
    const problem = problemOf(stage, test);
    if (problem === undefined && isException) {
      failed.push({ test: test.id, problem: 'is listed as an exception, and passes' });
    } else if (problem === undefined) passed++;
    else if (isException) excepted++;
    else failed.push({ test: test.id, problem });
  }
  for (const test of reasons.keys()) failed.push({ test, problem: 'is listed as an exception, and is no test' });
  return { stage: stage.name, passed, excepted, outOfScope, failed };
}

/** A stage that throws fails its test, and no other one. */
function problemOf(stage: Stage, test: SpecTest): string | undefined {
  try {
    return stage.problemOf(test);
  } catch (error) {
    return `threw ${String(error)}`;
  }
}
