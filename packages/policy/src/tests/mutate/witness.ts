// SPDX-License-Identifier: Apache-2.0
import type { TablePdp } from '@assay/core/pdp';
import type { Project } from '../../document/project.ts';
import { parseTests, type ParsedTests } from '../parse-tests.ts';
import { createCaseRunner } from '../run-case.ts';
import { runCase } from '../run-tests.ts';
import type { CaseInputs, PolicyTest, TestCase } from '../test-case.ts';
import type { TestContext } from '../test-context.ts';
import { sameJson } from '../mismatch.ts';
import { tokenView, type TokenView } from '../token-view.ts';
import type { Candidate } from './candidate.ts';
import { expectationOf, testOf, testText } from './ready-test.ts';

/** What tells a mutant from the policy is tried with. */
export interface WitnessContext {
  readonly project: Project;
  readonly context: TestContext;
  readonly pdp: TablePdp;
  /** Requirements the trigger of the tests starts. */
  readonly starts: readonly string[];
}

/**
 * A candidate as a ready test that passes with the policy and fails with the mutant: both were tried, through the text. Undefined where it does
 * not tell them apart in the token, or is no inputs a project can have.
 */
export async function witness(
  name: string,
  candidate: Candidate,
  mutated: TablePdp,
  { project, context, pdp, starts }: WitnessContext,
): Promise<string | undefined> {
  const before = createCaseRunner({ project, pdp, starts });
  const after = createCaseRunner({ project, pdp: mutated, starts });
  const inputs = inputsOf(candidate);
  const views: TokenView[] = [];
  for (const run of [before, after]) views.push(tokenView((await run(inputs, false)).decision, inputs.request));
  const [view, other] = views;
  if (!view || !other || sameJson(view, other)) return undefined;
  const text = testText(testOf({ name, target: context.target }, candidate, expectationOf(view, other)));
  const ready = only(parseTests('ready.test.yaml', `tests:\n${text}`, context));
  if (!ready) return undefined;
  const passes = (await runCase(before, ready.test, ready.case)).mismatches.length === 0;
  const fails = (await runCase(after, ready.test, ready.case)).mismatches.length > 0;
  return passes && fails ? text : undefined;
}

function inputsOf({ time, request, answers }: Candidate): CaseInputs {
  return {
    now: time * 1000,
    request,
    answers: new Map(Object.entries(answers).map(([source, value]) => [source, { kind: 'any', value }])),
  };
}

/** The one case of a text, if there is nothing wrong with it. */
function only({ tests, diagnostics }: ParsedTests): { readonly test: PolicyTest; readonly case: TestCase } | undefined {
  const test = tests?.tests[0];
  const first = test?.cases[0];
  return test && first && diagnostics.length === 0 ? { test, case: first } : undefined;
}
