// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { genuineJson, tellGenuine } from '../../archive/tell-genuine.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import { ownersOf, policyText } from '../../policy/list-policies.ts';
import { archivedAs, digestIn } from '../../replay/policy-set.ts';
import { Failure } from '../../failure.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface ShowOptions extends Pick<LogOptions, 'log'> {
  readonly table?: boolean;
}

/** `assay policy show`: one archived policy set. */
export function addPolicyShow(policy: Command, run: Runner): void {
  addLogOption(
    policy
      .command('show')
      .argument('<digest>', 'the digest of a policy set, or its beginning')
      .summary('show one archived policy set')
      .description(
        'Shows a policy set of the archive: its revision, the owners of its policies, each time it was built or loaded and by whom, and its files.',
      ),
  )
    .option('--table', 'print the decision table as it was deployed, and nothing else')
    .addHelpText('after', examples(['assay policy show 3f9a1c', 'assay policy show 3f9a1c --table > table.json']))
    .action((digest: string, options: ShowOptions, command: Command) =>
      run(command, (session) => show(session, digest, options)),
    );
}

function show(session: Session, name: string, { table: isTable = false, ...options }: ShowOptions): Promise<ExitCode> {
  const { io, json } = session;
  const digest = digestIn(name);
  if (digest === undefined)
    throw new Failure('ERR_USAGE', `expected a digest, or 6 digits of one at least, and found \`${name}\``);
  return withLog(session, { ...options, isReadOnly: true }, async ({ store }) => {
    const archived = await archivedAs(digest, name, store);
    const isGenuine = genuineJson(tellGenuine(archived, io));
    const { table, ...found } = archived;
    if (isTable) io.stdout.write(`${table}\n`);
    else if (json) io.stdout.write(jsonLine({ ...found, isGenuine, owners: ownersOf(table) }));
    else io.stdout.write(policyText({ ...found, table }, session));
    return EXIT.ok;
  });
}
