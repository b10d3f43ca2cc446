// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { lastSigned, proveConsistency } from '@assay/log/prove';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { KEY_OPTION, verifierOf } from '../../log/signing.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface CheckpointOptions extends LogOptions {
  readonly key?: readonly string[];
  readonly since?: string;
}

const DESCRIPTION =
  'Prints the newest checkpoint, a signed note. With `--since` it prints the proof that the log has only grown since it had so many entries: `assay-verify` checks it.';

/** `assay log checkpoint`: what was signed last. */
export function addCheckpoint(log: Command, run: Runner): void {
  addLogOption(log.command('checkpoint').summary('print the newest checkpoint').description(DESCRIPTION))
    .option('--since <size>', 'prove that it has only grown since the checkpoint of so many entries')
    .option(...KEY_OPTION)
    .addHelpText('after', examples(['assay log checkpoint', 'assay log checkpoint --since 12000 > grown.json']))
    .action((options: CheckpointOptions, command: Command) => run(command, (session) => checkpoint(session, options)));
}

async function checkpoint(session: Session, { key, since, ...options }: CheckpointOptions): Promise<ExitCode> {
  const { io, json } = session;
  if (since !== undefined && !/^\d{1,15}$/.test(since))
    throw new Failure('ERR_USAGE', `expected a number of entries, and found \`${since}\``, { subject: '--since' });
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const verifier = await verifierOf(key?.[0], log, session);
    if (since !== undefined) {
      io.stdout.write(jsonLine(await proveConsistency(log.store, verifier, Number(since))));
      return EXIT.ok;
    }
    const { note, checkpoint: signed } = await lastSigned(log.store, verifier);
    io.stdout.write(json ? jsonLine({ size: signed.size, checkpoint: note }) : note);
    return EXIT.ok;
  });
}
