// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { addEventOptions, runDecision, type EventOptions, type Filter } from '../run-decision.ts';
import { examples } from '../examples.ts';
import type { Runner } from '../runner.ts';

const DESCRIPTION =
  'Decides one event as `assay decide` does, and tells of each gate, scope and claim: every rule asked, its conditions, the values they read, from which source, and how old those were.';

const EXAMPLES = [
  'assay explain --idp cognito --event events/sign-in.json',
  'assay explain --idp cognito --event events/sign-in.json --scope payments/write',
  'assay explain --idp cognito --event events/sign-in.json --claim tenant --json',
];

/** `assay explain`: why one event is decided as it is. */
export function addExplain(program: Command, run: Runner): void {
  addEventOptions(program.command('explain').summary('decide one event, and say why').description(DESCRIPTION))
    .option('--scope <name...>', 'only of these scopes')
    .option('--claim <name...>', 'only of these claims')
    .addHelpText('after', examples(EXAMPLES))
    .action((options: EventOptions & Filter, command: Command) =>
      run(command, (session) => runDecision(session, options, options)),
    );
}
