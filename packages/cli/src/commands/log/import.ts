// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { importLines, type Imported } from '@assay/log/import';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { createProgress } from '../../progress.ts';

interface ImportOptions {
  readonly log?: string;
  readonly from: readonly string[];
  readonly rejects?: string;
}

const DESCRIPTION =
  'Puts records into the log that a platform collected: plain lines, lines of CloudWatch or an Auth0 log stream that hold a record, and what `assay log export` wrote. What is there already stays as it is, so it may be done again with the same file. Lines of something else are passed over and counted; a record that cannot be read, or is another than the log has under its id, is named by file and line. Exits with 0, or 1 where there were any of those.';

/** `assay log import`: records that a platform collected. */
export function addImport(log: Command, run: Runner): void {
  addLogOption(
    log.command('import').summary('put records into the log that a platform collected').description(DESCRIPTION),
  )
    .requiredOption('--from <file...>', 'files of lines')
    .option('--rejects <file>', 'where lines are added that were not imported')
    .addHelpText(
      'after',
      examples([
        'aws logs tail /aws/lambda/assay --since 1d --format short > lambda.log && assay log import --from lambda.log',
        'assay log import --from auth0-logs.jsonl --rejects rejected.jsonl --log assay.db',
      ]),
    )
    .action((options: ImportOptions, command: Command) => run(command, (session) => importFiles(session, options)));
}

const SHOWN = 20;

async function importFiles(session: Session, { log: place, from, rejects }: ImportOptions): Promise<ExitCode> {
  const { io, json } = session;
  const files = from.map((file) => ({ file, path: resolve(io.cwd, file) }));
  for (const { file, path } of files)
    if (!existsSync(path)) throw new Failure('ERR_FILE_READ', `there is no file \`${file}\``);
  return withLog(session, place === undefined ? {} : { log: place }, async ({ store }) => {
    const rejected: { readonly at: string; readonly reason: string }[] = [];
    const all: (Imported & { readonly file: string })[] = [];
    for (const { file, path } of files) {
      const progress = createProgress(session, `lines of ${file}`);
      const imported = await importLines(store, path, {
        onProgress: ({ lines }) => progress.at(lines, lines),
        onRejected: ({ number, reason, text }) => {
          if (rejects !== undefined) appendFileSync(resolve(io.cwd, rejects), `${text}\n`, { mode: 0o600 });
          if (rejected.length < SHOWN) rejected.push({ at: `${file}:${number}`, reason });
        },
      }).finally(() => progress.end());
      all.push({ file, ...imported });
    }
    const sum = (name: keyof Imported): number => all.reduce((total, of) => total + of[name], 0);
    if (json) io.stdout.write(jsonLine({ files: all, rejected }));
    else {
      for (const { at, reason } of rejected) io.stderr.write(`${at}: ${REASONS[reason]}\n`);
      if (sum('rejected') > rejected.length) io.stderr.write(`and ${sum('rejected') - rejected.length} more\n`);
      io.stdout.write(
        `imported ${sum('stored')} records; ${sum('known')} were there already, ${sum('rejected')} were rejected, ${sum('other')} lines hold none\n`,
      );
    }
    return sum('rejected') === 0 ? EXIT.ok : EXIT.refused;
  });
}

const REASONS: Readonly<Record<string, string>> = {
  broken: 'expected a record, and found what cannot be read as one',
  conflict: 'the log has another record under this id',
};
