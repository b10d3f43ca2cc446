// SPDX-License-Identifier: Apache-2.0
import { createBuiltTablePdp, explain, WHOLE_LANGUAGE, type DecisionTable, type TablePdp } from '@assay/core/pdp';
import type { IssuanceDecision } from '@assay/core/model';
import type { Project } from '../../document/project.ts';
import { sameJson } from '../mismatch.ts';
import { createCaseRunner, type CaseRunner } from '../run-case.ts';
import { runCase } from '../run-tests.ts';
import type { PolicyTest, TestCase, TestFile } from '../test-case.ts';
import { watchDecisions, type SeenDecision } from '../watch-decisions.ts';
import { focusOn } from './focus.ts';
import type { Mutant } from './mutant.ts';

/** A case, what was decided in it, and every rule that is about its requests. */
interface SeenCase {
  readonly file: TestFile;
  readonly test: PolicyTest;
  readonly case: TestCase;
  readonly seen: readonly SeenDecision[];
  readonly rules: ReadonlySet<number>;
}

/** Whether some test fails on a mutant. */
export type Notice = (mutant: Mutant) => Promise<boolean>;

/** A PDP over a table, which goes by the digest of the original: only what is decided may differ. */
export function pdpOver(table: DecisionTable, digest: string): TablePdp {
  return createBuiltTablePdp({ table, digest }, WHOLE_LANGUAGE);
}

/** Decides every case once, and returns what tells whether a mutant of the grown table is noticed by one of them. */
export async function createNotice(
  project: Project,
  pdp: TablePdp,
  grown: DecisionTable,
  files: readonly TestFile[],
): Promise<Notice> {
  const byRule = indexed(await seeCases(project, pdp, files));
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

function indexed(cases: readonly SeenCase[]): ReadonlyMap<number, readonly SeenCase[]> {
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

async function seeCases(project: Project, pdp: TablePdp, files: readonly TestFile[]): Promise<readonly SeenCase[]> {
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

/** Whether two decisions say the same, but for how they were come to. */
export function isSameDecision(a: IssuanceDecision, b: IssuanceDecision): boolean {
  return sameJson({ ...a, trace: [] }, { ...b, trace: [] });
}
