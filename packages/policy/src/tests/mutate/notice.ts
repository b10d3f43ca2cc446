// SPDX-License-Identifier: Apache-2.0
import { createBuiltTablePdp, WHOLE_LANGUAGE, type DecisionTable, type TablePdp } from '@assay/core/pdp';
import type { IssuanceDecision } from '@assay/core/model';
import type { Project } from '../../document/project.ts';
import { sameJson } from '../mismatch.ts';
import { createCaseRunner, type CaseRunner } from '../run-case.ts';
import { runCase } from '../run-tests.ts';
import type { TestFile } from '../test-case.ts';
import type { SeenDecision } from '../watch-decisions.ts';
import { focusOn } from './focus.ts';
import type { Mutant } from './mutant.ts';
import { casesByRule, type SeenCase } from './seen-cases.ts';

/** Whether some test fails on a mutant. */
export type Notice = (mutant: Mutant) => Promise<boolean>;

/** A PDP over a table, which goes by the digest of the original: only what is decided may differ. */
export function pdpOver(table: DecisionTable, digest: string): TablePdp {
  return createBuiltTablePdp({ table, digest }, WHOLE_LANGUAGE);
}

/** What tells whether a mutant of the grown table is noticed by one of the cases. */
export function createNotice(
  project: Project,
  pdp: TablePdp,
  grown: DecisionTable,
  cases: readonly SeenCase[],
): Notice {
  const byRule = casesByRule(cases);
  const views = new Map<string, View>();
  return async ({ rules, apply }) => {
    const concerned = new Set(rules.flatMap((rule) => byRule.get(rule) ?? []));
    if (concerned.size === 0) return false;
    const key = rules.join();
    const view = views.get(key) ?? createView(focusOn(grown, rules), pdp.digest);
    views.set(key, view);
    const focused = pdpOver(apply(view.table), pdp.digest);
    let mutated: TablePdp | undefined;
    const runners = new Map<TestFile, CaseRunner>();
    for (const { file, test, case: testCase, seen } of concerned) {
      // what the guard makes of a decision, and what the record says of it, follows from the decision: alike, nothing can be noticed
      if (seen.every((one) => isSameDecision(view.decide(one), focused.decide(one.request, one.attributes)))) continue;
      mutated ??= pdpOver(apply(grown), pdp.digest);
      const run = runners.get(file) ?? createCaseRunner({ project, pdp: mutated, starts: file.trigger.starts });
      runners.set(file, run);
      const { mismatches } = await runCase(run, test, testCase);
      if (mismatches.length > 0) return true;
    }
    return false;
  };
}

/** The policy, as far as some rules are concerned; each request is decided once. */
interface View {
  readonly table: DecisionTable;
  readonly decide: (seen: SeenDecision) => IssuanceDecision;
}

function createView(table: DecisionTable, digest: string): View {
  const pdp = pdpOver(table, digest);
  const decided = new Map<SeenDecision, IssuanceDecision>();
  return {
    table,
    decide: (seen) => {
      const decision = decided.get(seen) ?? pdp.decide(seen.request, seen.attributes);
      decided.set(seen, decision);
      return decision;
    },
  };
}

/** Whether two decisions say the same, but for how they were come to. */
export function isSameDecision(a: IssuanceDecision, b: IssuanceDecision): boolean {
  return sameJson({ ...a, trace: [] }, { ...b, trace: [] });
}
