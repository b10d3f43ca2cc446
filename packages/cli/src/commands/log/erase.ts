// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { erasePlanned, planErasure } from '@assay/log/erase';
import { runBy } from '../../archive/archive-of.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption, subjectIn } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface EraseOptions {
  readonly log?: string;
  readonly subject: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const DESCRIPTION =
  'Erases the personal data of every entry that tells of somebody: as its subject, as an actor, or in what was decided on. The hashes of the entries stay, so the log still verifies; that it was done, when and on whose order is an entry of its own, which does not say of whom. Exports, backups and what was sent elsewhere are not reached.';

/** `assay log erase`: somebody’s personal data, taken away for good. */
export function addErase(log: Command, run: Runner): void {
  addLogOption(log.command('erase').summary('erase the personal data of one subject').description(DESCRIPTION))
    .requiredOption('--subject <id>', 'whose')
    .option('--dry-run', 'count the entries, and erase nothing')
    .option('--yes', 'do it: it cannot be undone')
    .addHelpText(
      'after',
      examples(['assay log erase --subject dana --dry-run', 'assay log erase --subject dana --yes']),
    )
    .action((options: EraseOptions, command: Command) => run(command, (session) => erase(session, options)));
}

async function erase(session: Session, options: EraseOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { subject, dryRun = false, yes = false } = options;
  if (!dryRun && !yes)
    throw new Failure('ERR_USAGE', 'what is erased cannot be brought back', {
      help: '`--dry-run` counts the entries; `--yes` erases',
    });
  return withLog(session, options, async ({ store, config }) => {
    // where ids are keyed hashes, somebody may be in the log by either: the rule may have changed since
    const plan = await planErasure(store, [...new Set([subject, subjectIn(subject, config, io.env)])]);
    const { keys, asSubject, elsewhere } = plan;
    if (!dryRun)
      await erasePlanned(store, plan, {
        by: runBy(io),
        writer: `erase.${randomBytes(4).toString('hex')}`,
        clock: io.clock,
      });
    const what = dryRun ? 'would be erased' : 'erased';
    const text = `${keys.length} entries ${what}: ${asSubject} as the subject, ${elsewhere} that name them elsewhere\n`;
    io.stdout.write(json ? jsonLine({ dryRun, entries: keys.length, asSubject, elsewhere }) : text);
    return keys.length > 0 ? EXIT.ok : EXIT.refused;
  });
}
