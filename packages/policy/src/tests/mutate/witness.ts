// SPDX-License-Identifier: Apache-2.0
import type { TablePdp } from '@assay/core/pdp';
import { GUARD, settle } from '@assay/core/pep';
import type { Project } from '../../document/project.ts';
import { sameJson } from '../mismatch.ts';
import { parseTests } from '../parse-tests.ts';
import { createCaseRunner, type CaseRunner } from '../run-case.ts';
import { runCase } from '../run-tests.ts';
import { testAdapter } from '../test-adapter.ts';
import type { PolicyTest, TestCase } from '../test-case.ts';
import type { TestContext } from '../test-context.ts';
import { tokenView, type TokenView } from '../token-view.ts';
import { attributesOf, type Candidate } from './candidate.ts';
import { expectationOf, testOf, testText } from './ready-test.ts';

/** What mutants are told from the policy with. */
export interface WitnessContext {
  readonly project: Project;
  readonly context: TestContext;
  readonly pdp: TablePdp;
  /** Requirements the trigger of the tests starts. */
  readonly starts: readonly string[];
}

/** A test that passes with the policy: as it is pasted, and as it was read from there. */
export interface ReadyTest {
  readonly text: string;
  readonly test: PolicyTest;
  readonly case: TestCase;
}

/** Makes and tries ready tests. */
export interface Witnesses {
  /** A candidate as a test that passes with the policy and fails with the mutant: both were tried, through the text. Undefined where it does not tell them apart in the token, or is no inputs a project can have. */
  readonly make: (name: string, candidate: Candidate, mutated: TablePdp) => Promise<ReadyTest | undefined>;
  /** Whether a test that is there already fails with the mutant. */
  readonly notices: (ready: ReadyTest, mutated: TablePdp) => Promise<boolean>;
}

export function createWitnesses({ project, context, pdp, starts }: WitnessContext): Witnesses {
  const before = createCaseRunner({ project, pdp, starts });
  const adapter = testAdapter(starts);
  const fails = async (run: CaseRunner, ready: Omit<ReadyTest, 'text'>): Promise<boolean> =>
    (await runCase(run, ready.test, ready.case)).mismatches.length > 0;
  const notices: Witnesses['notices'] = (ready, mutated) =>
    fails(createCaseRunner({ project, pdp: mutated, starts }), ready);
  const viewOf = (candidate: Candidate, deciding: TablePdp): TokenView => {
    const { request } = candidate;
    const capabilities = adapter.capabilities(request);
    const decision = deciding.decide(request, attributesOf(candidate, project));
    return tokenView(settle(decision, GUARD, { request, capabilities, ceiling: {} }).decision, request);
  };
  return {
    notices,
    make: async (name, candidate, mutated) => {
      const [view, other] = [viewOf(candidate, pdp), viewOf(candidate, mutated)];
      if (sameJson(view, other)) return undefined;
      const text = testText(testOf({ name, target: context.target }, candidate, expectationOf(view, other)));
      const { tests, diagnostics } = parseTests('ready.test.yaml', `tests:\n${text}`, context);
      const test = tests?.tests[0];
      const first = test?.cases[0];
      if (!test || !first || diagnostics.length > 0) return undefined;
      const ready = { text, test, case: first };
      return !(await fails(before, ready)) && (await notices(ready, mutated)) ? ready : undefined;
    },
  };
}
