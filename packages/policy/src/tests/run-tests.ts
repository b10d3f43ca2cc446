// SPDX-License-Identifier: Apache-2.0
import { createTablePdp, openTable, type Pdp, type TablePdp } from '@assay/core/pdp';
import type { CompiledPolicySet } from '../compile/compile.ts';
import type { Project } from '../document/project.ts';
import { compare } from './compare.ts';
import { comparePair } from './compare-pair.ts';
import type { Mismatch } from './mismatch.ts';
import { createCaseRunner, sha256, type CaseOutcome, type CaseRunner } from './run-case.ts';
import type { PolicyTest, TestCase, TestFile } from './test-case.ts';
import { tokenView } from './token-view.ts';

/** What one case came to: it passed where nothing is amiss. */
export interface CaseResult {
  readonly test: PolicyTest;
  readonly case: TestCase;
  readonly mismatches: readonly Mismatch[];
  /** What was decided: of a pair, before and after. */
  readonly outcomes: readonly CaseOutcome[];
}

/** What decides the cases of a project. */
export function testPdp(compiled: CompiledPolicySet): TablePdp {
  // through the text, as every host does: what is tested is what is deployed
  return createTablePdp(openTable(compiled.text, sha256));
}

/** A function that decides and compares the cases of one file. */
export function createFileRunner(
  project: Project,
  pdp: Pdp,
  file: TestFile,
): (test: PolicyTest, testCase: TestCase) => Promise<CaseResult> {
  const run = createCaseRunner({ project, pdp, starts: file.trigger.starts });
  return (test, testCase) => runCase(run, test, testCase);
}

/** Decides one case and compares. */
export async function runCase(run: CaseRunner, test: PolicyTest, testCase: TestCase): Promise<CaseResult> {
  if (testCase.kind === 'expect') {
    const outcome = await run(testCase.inputs, testCase.readsInputs);
    const mismatches = compare(testCase.expected, outcome, testCase.inputs.request);
    return { test, case: testCase, mismatches, outcomes: [outcome] };
  }
  const before = await run(testCase.before, false);
  const after = await run(testCase.after, false);
  const mismatches = comparePair(
    testCase.differs,
    tokenView(before.decision, testCase.before.request),
    tokenView(after.decision, testCase.after.request),
  );
  return { test, case: testCase, mismatches, outcomes: [before, after] };
}
