// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import { policiesText } from '../../policy/list-policies.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

/** `assay policy list`: what is archived. */
export function addPolicyList(policy: Command, run: Runner): void {
  addLogOption(
    policy
      .command('list')
      .summary('list every archived policy set')
      .description(
        'Lists every policy set of the archive: its digest, project and revision, when it was first and last used, and by whom. Exits with 0 where there is one, 1 where there is none.',
      ),
  ).action((options: Pick<LogOptions, 'log'>, command: Command) => run(command, (session) => list(session, options)));
}

function list(session: Session, options: Pick<LogOptions, 'log'>): Promise<ExitCode> {
  const { io, json } = session;
  return withLog(session, { ...options, isReadOnly: true }, async ({ store }) => {
    const policies = await store.policies();
    io.stdout.write(json ? jsonLine(policies) : policiesText(policies));
    return policies.length > 0 ? EXIT.ok : EXIT.refused;
  });
}
