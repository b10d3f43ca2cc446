// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { verifyIndex, verifyLog, withFindings } from '@assay/log/prove';
import { verifyArchive } from '../../archive/verify-archive.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { KEY_OPTION, readSmall, verifiersOf } from '../../log/signing.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { createProgress } from '../../progress.ts';
import { verifyText } from '../../views/log/verify-text.ts';

interface VerifyOptions extends LogOptions {
  readonly key?: readonly string[];
  readonly checkpoint?: readonly string[];
  readonly index?: boolean;
}

const DESCRIPTION =
  'Reads all of the log, and checks every entry against the tree, every checkpoint against its signature and the entries under it, all personal data against what the entries commit to, the numbers of every writer, and every archived policy set against its digest. `--checkpoint` adds checkpoints that were kept elsewhere: who rewrites a log cannot rewrite those. Exits with 0 where nothing is wrong (warnings are told), 1 where something is, 2 where the log cannot be read.';

/** `assay log verify`: whether anybody touched it. */
export function addVerify(log: Command, run: Runner): void {
  addLogOption(
    log.command('verify').summary('check all of the log: nothing changed, nothing missing').description(DESCRIPTION),
  )
    .option(...KEY_OPTION)
    .option('--checkpoint <file...>', 'a checkpoint that was kept elsewhere')
    .option('--index', 'check, too, that questions are answered from what the entries say; takes as long again')
    .addHelpText(
      'after',
      examples(['assay log verify', 'assay log verify --key log.key --checkpoint checkpoints/2026-11-01 --json']),
    )
    .action((options: VerifyOptions, command: Command) => run(command, (session) => verify(session, options)));
}

async function verify(
  session: Session,
  { key, checkpoint = [], index = false, ...options }: VerifyOptions,
): Promise<ExitCode> {
  const { io, json } = session;
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const verifiers = await verifiersOf(key, log, session);
    const elsewhere = await Promise.all(checkpoint.map((file) => readSmall(file, io, 'ERR_LOG_PROOF')));
    const progress = createProgress(session, 'entries');
    try {
      const verified = await verifyLog(log.store, verifiers, { elsewhere, onProgress: progress.at });
      const checked = index ? withFindings(verified, await verifyIndex(log.store, progress.at)) : verified;
      const report = withFindings(checked, await verifyArchive(log.store));
      progress.end();
      io.stdout.write(json ? jsonLine(report) : session.fold(verifyText(report, log.store.place, session)));
      return report.ok ? EXIT.ok : EXIT.refused;
    } finally {
      progress.end();
    }
  });
}
