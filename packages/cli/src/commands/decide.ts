// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { addEventOptions, runDecision, type EventOptions } from '../run-decision.ts';
import { examples } from '../examples.ts';
import { runArtefact, type ArtefactOptions } from '../run-artefact.ts';
import type { Runner } from '../runner.ts';

const DESCRIPTION =
  'Decides one event of an identity provider as its trigger would: prints what the token would hold and why, and writes the record. Exits with 0 for a permit, 1 for a denial, 2 for input it cannot read.';

const EXAMPLES = [
  'assay decide --idp cognito --event events/sign-in.json',
  'assay decide --idp cognito --event events/sign-in.json --explain',
  'assay decide --idp cognito --event - --json < events/sign-in.json',
  'assay decide --idp auth0 --artefact dist/auth0/post-login --event events/login.json',
];

type DecideOptions = EventOptions & Partial<ArtefactOptions> & { readonly explain?: boolean };

const isOfArtefact = (options: DecideOptions): options is DecideOptions & ArtefactOptions =>
  options.artefact !== undefined;

/** `assay decide`: one event through the policy. */
export function addDecide(program: Command, run: Runner): void {
  addEventOptions(
    program.command('decide').summary('decide one event of an identity provider').description(DESCRIPTION),
  )
    .option('--explain', 'tell of every rule asked, what it read, and how old that was')
    .option(
      '--artefact <dir>',
      'run the Action `assay build` wrote there, and show the calls it makes; needs no project',
    )
    .option('--without <feature...>', 'with --artefact: what the tenant does not have, e.g. targetScopes')
    .addHelpText('after', examples(EXAMPLES))
    .action((options: DecideOptions, command: Command) =>
      run(command, (session) =>
        isOfArtefact(options)
          ? runArtefact(session, options)
          : runDecision(session, options, options.explain ? {} : undefined),
      ),
    );
}
