// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { seal as sealLog } from '@assay/log/tree';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { signerOf } from '../../log/signing.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface SealOptions extends LogOptions {
  readonly newKey?: boolean;
}

const DESCRIPTION =
  'Puts what is not in the tree yet into it, and signs its root with the key of the project (`log.sign`). Prints the checkpoint: whoever keeps a copy elsewhere can show later that the log is still that one, and has only grown. Nothing is signed where the log is not what the last checkpoint said, or where another key signed that one (`--new-key`).';

/** `assay log seal`: a checkpoint, now. */
export function addSeal(log: Command, run: Runner): void {
  addLogOption(log.command('seal').summary('sign a checkpoint of the log').description(DESCRIPTION))
    .option('--new-key', 'sign on with another key than the one that signed the last checkpoint')
    .addHelpText(
      'after',
      examples([
        'assay log seal',
        'assay log seal > checkpoints/2026-11-21',
        'assay log seal --new-key && assay log verify --key old.key new.key',
      ]),
    )
    .action((options: SealOptions, command: Command) => run(command, (session) => seal(session, options)));
}

async function seal(session: Session, { newKey = false, ...options }: SealOptions): Promise<ExitCode> {
  const { io, json } = session;
  return withLog(session, options, async (log) => {
    const { size, note } = await sealLog(log.store, signerOf(log, io.env), io.clock, {
      isNewKey: newKey,
    });
    io.stdout.write(json ? jsonLine({ size, checkpoint: note }) : note);
    return EXIT.ok;
  });
}
