// SPDX-License-Identifier: Apache-2.0
import type { CaseResult } from '@assay/policy';
import type { Account } from '../explanation.ts';
import type { FileResult, TestRun } from '../test/test-run.ts';
import { accountJson } from './account-json.ts';

/** A run for programs: what `assay test --json` prints. */
export function testJson(run: TestRun, explanations: ReadonlyMap<CaseResult, Account>): object {
  const { passed, failed, skipped, elapsed } = run;
  return {
    ok: failed === 0,
    cases: { passed, failed, not_run: skipped },
    elapsed_ms: Math.round(elapsed),
    files: run.files.map((file) => fileJson(file, explanations)),
  };
}

function fileJson({ file, results }: FileResult, explanations: ReadonlyMap<CaseResult, Account>): object {
  return {
    file: file.file,
    tests: file.tests.map((test) => ({
      test: test.name,
      cases: results
        .filter((result) => result.test === test)
        .map((result) => caseJson(result, explanations.get(result))),
    })),
  };
}

function caseJson({ case: testCase, mismatches, outcomes }: CaseResult, account: Account | undefined): object {
  return {
    case: testCase.name,
    ok: mismatches.length === 0,
    ...(mismatches.length > 0 && {
      mismatches: mismatches.map(({ about, expected, found }) => ({
        about,
        expected: expected ?? null,
        found: found ?? null,
      })),
      records: outcomes.map(({ record }) => record),
      ...(account && { explanation: accountJson(account) }),
    }),
  };
}
