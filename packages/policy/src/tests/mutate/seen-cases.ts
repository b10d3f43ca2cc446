// SPDX-License-Identifier: Apache-2.0
import { explain, type TablePdp } from '@assay/core/pdp';
import type { Project } from '../../document/project.ts';
import { createCaseRunner } from '../run-case.ts';
import { runCase } from '../run-tests.ts';
import type { PolicyTest, TestCase, TestFile } from '../test-case.ts';
import { watchDecisions, type SeenDecision } from '../watch-decisions.ts';

/** A case, what was decided in it, and every rule that is about its requests. */
export interface SeenCase {
  readonly file: TestFile;
  readonly test: PolicyTest;
  readonly case: TestCase;
  readonly seen: readonly SeenDecision[];
  readonly rules: ReadonlySet<number>;
}

/** Decides every case once. */
export async function seeCases(
  project: Project,
  pdp: TablePdp,
  files: readonly TestFile[],
): Promise<readonly SeenCase[]> {
  const cases: SeenCase[] = [];
  for (const file of files) {
    let seen: SeenDecision[] = [];
    const watching = watchDecisions(pdp, (one) => void seen.push(one));
    const run = createCaseRunner({ project, pdp: watching, starts: file.trigger.starts });
    for (const test of file.tests) {
      for (const testCase of test.cases) {
        seen = [];
        await runCase(run, test, testCase);
        const rules = seen.flatMap(({ request, attributes }) =>
          explain(pdp, request, attributes).items.flatMap((item) => item.rules.map(({ index }) => index)),
        );
        cases.push({ file, test, case: testCase, seen, rules: new Set(rules) });
      }
    }
  }
  return cases;
}

/** The cases by the rules that are about their requests. */
export function casesByRule(cases: readonly SeenCase[]): ReadonlyMap<number, readonly SeenCase[]> {
  const byRule = new Map<number, SeenCase[]>();
  for (const seen of cases) {
    for (const rule of seen.rules) {
      const known = byRule.get(rule);
      if (known) known.push(seen);
      else byRule.set(rule, [seen]);
    }
  }
  return byRule;
}
