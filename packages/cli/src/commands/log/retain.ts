// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseDuration } from '@assay/core/model';
import { exportDay, exportOf, planRetention, retain, type RetainedDay, type RetentionPlan } from '@assay/log/retain';
import { runBy } from '../../archive/archive-of.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';

interface RetainOptions {
  readonly log?: string;
  readonly keep: string;
  readonly export?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const DAY_MS = 86_400_000;

const DESCRIPTION =
  'Drops the days (UTC) that are over for longer than `--keep`, after each was exported: `DAY.jsonl.gz` with whole entries, and `DAY.json` with its digest. Their hashes stay in the tree, and the log says what was dropped, when and by whom. Interrupted, it is run again. An export holds personal data: what is erased from the log later is not erased from it.';

/** `assay log retain`: days that are over, exported and dropped. */
export function addRetain(log: Command, run: Runner): void {
  addLogOption(log.command('retain').summary('export and drop days that are over').description(DESCRIPTION))
    .requiredOption('--keep <days>', 'how long entries are kept: `400d`')
    .option('--export <folder>', 'where each day is exported to before it is dropped')
    .option('--force', 'drop days that were not exported, too')
    .option('--dry-run', 'show what would be dropped, and drop nothing')
    .addHelpText(
      'after',
      examples([
        'assay log retain --keep 400d --export archive/ --dry-run',
        'assay log retain --keep 400d --export archive/',
      ]),
    )
    .action((options: RetainOptions, command: Command) => run(command, (session) => retainDays(session, options)));
}

async function retainDays(session: Session, options: RetainOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { dryRun = false, force = false } = options;
  const keepDays = daysOf(options.keep);
  const folder = options.export === undefined ? undefined : resolve(io.cwd, options.export);
  if (folder === undefined && !force && !dryRun)
    throw new Failure('ERR_USAGE', 'nothing is dropped that was not exported', {
      help: 'name a folder with `--export`; `--force` drops without',
    });
  return withLog(session, { ...options, isReadOnly: dryRun }, async ({ store }) => {
    const plan = await planRetention(store, {
      keepDays,
      now: io.clock(),
      ...(folder !== undefined && { exportOf: (day: string) => exportOf(day, folder) }),
    });
    if (dryRun) {
      io.stdout.write(json ? jsonLine({ dryRun, days: plan.days }) : planText(plan, folder !== undefined || force));
      return EXIT.ok;
    }
    const days: RetainedDay[] = [];
    const retaining = retain(store, plan, {
      by: runBy(io),
      writer: `retain.${randomBytes(4).toString('hex')}`,
      clock: io.clock,
      isForced: force,
      ...(folder !== undefined && { export: (day: string) => exportDay(store, day, folder) }),
    });
    for await (const day of retaining) {
      days.push(day);
      if (!json)
        io.stdout.write(
          `${day.day}: dropped ${day.dropped} entries, ${day.exported === undefined ? 'without an export' : exportText(day.exported)}\n`,
        );
    }
    if (json) io.stdout.write(jsonLine({ dryRun, days }));
    else if (days.length === 0) io.stdout.write(NOTHING);
    return EXIT.ok;
  });
}

const NOTHING = 'no day is over for that long\n';

function daysOf(keep: string): number {
  const days = (parseDuration(keep) ?? Number.NaN) / DAY_MS;
  if (Number.isSafeInteger(days)) return days;
  throw new Failure('ERR_USAGE', `expected whole days such as \`400d\`, and found \`${keep}\``, { subject: '--keep' });
}

const planText = ({ days }: RetentionPlan, isDropped: boolean): string =>
  days.length === 0
    ? NOTHING
    : days
        .map(({ day, entries, exported }) => {
          const what = isDropped ? 'would be dropped' : 'would be kept without `--export` or `--force`';
          return `${day}: ${entries} entries ${what}, ${exportText(exported?.digest)}\n`;
        })
        .join('');

const exportText = (digest: string | undefined): string =>
  digest === undefined ? 'not exported yet' : `exported as sha256 ${digest}`;
