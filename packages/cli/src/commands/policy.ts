// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { examples } from '../examples.ts';
import type { Runner } from '../runner.ts';
import { addPolicyAt } from './policy/at.ts';
import { addPolicyDiff } from './policy/diff.ts';
import { addPolicyList } from './policy/list.ts';
import { addPolicyPush } from './policy/push.ts';
import { addPolicyShow } from './policy/show.ts';

/** Every command of `assay policy`, in the order of its help. */
const COMMANDS: readonly ((policy: Command, run: Runner) => void)[] = [
  addPolicyList,
  addPolicyShow,
  addPolicyAt,
  addPolicyDiff,
  addPolicyPush,
];

/** `assay policy`: the policy sets that decided. */
export function addPolicy(program: Command, run: Runner): void {
  const policy = program
    .command('policy')
    .summary('ask which policy decided when, and what another one changes')
    .description(
      'Asks the archive of the log: every policy set that was built or loaded is in it by its digest, with its sources, its revision, who used it and when.',
    )
    .addHelpText(
      'after',
      examples([
        'assay policy list',
        'assay policy at 2026-05-21',
        'assay policy diff 2026-05-21 .',
        'assay policy diff 3f9a1c . --since 30d',
      ]),
    );
  for (const add of COMMANDS) add(policy, run);
}
