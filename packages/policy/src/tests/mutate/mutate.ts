// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, TablePdp } from '@assay/core/pdp';
import type { CompiledPolicySet } from '../../compile/compile.ts';
import type { Project } from '../../document/project.ts';
import type { TestFile } from '../test-case.ts';
import { testContextOf } from '../test-context.ts';
import type { Mutant, MutationName } from './mutant.ts';
import { mutantsOf } from './mutants-of.ts';
import { createNotice, pdpOver } from './notice.ts';
import { patternSamples } from './pattern-samples.ts';
import { createSearch } from './search.ts';
import { seeCases } from './seen-cases.ts';

/** A change of the policy. `at` is `file:line:column` of the rule, the condition or the variable. */
export interface Change {
  readonly mutation: MutationName;
  readonly policy: string;
  readonly rule: string;
  readonly at: string;
  readonly change: string;
}

/** What became of all changes. */
export interface MutationResult {
  readonly mutants: number;
  /** Some test failed. */
  readonly noticed: number;
  /** It was proven that no request tells them from the policy. */
  readonly same: number;
  /** No test failed, and a request was found that tells them from the policy: a test that notices, ready to be pasted under `tests:`. */
  readonly missed: readonly (Change & { readonly test: string })[];
  /** No test failed, and no request was found: they may be no change at all, or the search did not get there. */
  readonly unresolved: readonly Change[];
  /** Assignments of values to attributes that were tried, over all. */
  readonly tried: number;
}

export interface MutateOptions {
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
  readonly pdp: TablePdp;
  readonly files: readonly TestFile[];
  readonly progress?: (done: number, all: number) => void;
}

/** Changes the policy in small ways, one at a time, and finds the changes no test notices. The tests have to pass as they are. */
export async function mutate({ project, compiled, pdp, files, progress }: MutateOptions): Promise<MutationResult> {
  const { mutants: drafts, grown } = mutantsOf(compiled, project);
  const mutants = drafts.filter((mutant) => isSound(mutant, grown));
  const cases = await seeCases(project, pdp, files);
  const isNoticed = createNotice(project, pdp, grown, cases);
  const left: Mutant[] = [];
  let noticed = 0;
  let same = 0;
  for (const [i, mutant] of mutants.entries()) {
    progress?.(i, mutants.length);
    if (mutant.isSame) same++;
    else if (await isNoticed(mutant)) noticed++;
    else left.push(mutant);
  }
  const search = createSearch({
    table: grown,
    project,
    context: testContextOf(project),
    pdp,
    cases,
    samples: patternSamples(project, compiled),
    starts: [...new Set(files.flatMap(({ trigger }) => trigger.starts))],
  });
  const missed: (Change & { readonly test: string })[] = [];
  const unresolved: Change[] = [];
  for (const [i, mutant] of left.entries()) {
    progress?.(noticed + same + i, mutants.length);
    const change = changeOf(mutant, compiled);
    const name = `${change.policy}/${change.rule}: ${change.change}`;
    const test = await search.witness(mutant, name, pdpOver(mutant.apply(grown), pdp.digest));
    if (test === undefined) unresolved.push(change);
    else missed.push({ ...change, test });
  }
  return { mutants: mutants.length, noticed, same, missed, unresolved, tried: search.tried() };
}

/** Whether the rules of a mutant can be built: a change of an operator this does not know may have made no sense. */
function isSound({ apply, rules }: Mutant, grown: DecisionTable): boolean {
  try {
    const { runtime } = pdpOver(apply(grown), 'mutant');
    for (const rule of rules) runtime.ruleAt(rule);
    return true;
  } catch {
    return false;
  }
}

function changeOf({ mutation, rule, condition, at, change }: Mutant, { table, source }: CompiledPolicySet): Change {
  const told = table.rules[rule];
  const policy = table.policies[told?.policy ?? 0];
  const place = condition === undefined ? undefined : source.rules[rule]?.conjuncts[condition]?.at;
  return {
    mutation,
    policy: policy?.name ?? '',
    rule: told?.id ?? '',
    at: at ?? `${policy?.file}:${(place ?? told?.at ?? [1, 1]).join(':')}`,
    change,
  };
}
