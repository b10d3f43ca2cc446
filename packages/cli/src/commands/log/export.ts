// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import {
  DESTINATIONS,
  exportLog,
  FORMATS,
  openDestination,
  readState,
  writeState,
  type FormatName,
} from '@assay/log/export';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption, askedOf } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { createProgress } from '../../progress.ts';

interface ExportOptions {
  readonly log?: string;
  readonly format: FormatName;
  readonly to: string;
  readonly since?: string;
  readonly state?: string;
  readonly follow?: boolean;
}

const FOLLOW_MS = 2000;

const DESCRIPTION =
  'Hands records on in a form that others read, in the order of the log and at least once each: with `--state` the next run goes on where this one ended, whatever ended it. A folder (`FOLDER/`) and a bucket get a file for each day. The credentials of AWS are those of its SDK; `ASSAY_EXPORT_AUTHORIZATION` is the `Authorization` of an HTTP endpoint, `KAFKA_USERNAME` and `KAFKA_PASSWORD` sign in to Kafka.';

/** `assay log export`: records, for other systems. */
export function addExport(log: Command, run: Runner): void {
  addLogOption(log.command('export').summary('hand records on to other systems').description(DESCRIPTION))
    .addOption(new Option('--format <format>', 'the form').choices(FORMATS).default('jsonl'))
    .requiredOption('--to <place>', `where: ${DESTINATIONS.map(({ form }) => `\`${form}\``).join(', ')}`)
    .option('--since <time>', 'from then on: `24h`, `2026-05-21`, `2026-05-21T09:00Z`')
    .option('--state <file>', 'where it is kept how far this has come')
    .option('--follow', 'and those that come, until it is interrupted')
    .addHelpText(
      'after',
      examples([
        'assay log export --to - | jq .outcome',
        'assay log export --format parquet --to lake/ --state lake.state',
        'assay log export --format ocsf --to s3://security-lake/assay --state ocsf.state',
        'assay log export --format cloudevents --to kafka://broker:9092/decisions --state kafka.state --follow',
        'assay log export --format otel --to https://collector.example.com/v1/logs --since 24h',
      ]),
    )
    .action((options: ExportOptions, command: Command) => run(command, (session) => exportRecords(session, options)));
}

async function exportRecords(session: Session, options: ExportOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { format, to, follow } = options;
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const since = options.since === undefined ? undefined : askedOf({ since: options.since }, session, log).since;
    const state = options.state === undefined ? undefined : resolve(io.cwd, options.state);
    const destination = await openDestination(placeIn(to, io.cwd), {
      format,
      ports: { env: io.env, fetch, sleep, writeOut: async (text) => io.stdout.write(text) },
    });
    // an address may have a key in its query, which is nobody's to keep; of a file, people know the name they gave
    const place = /^https?:/.test(to) ? destination.place : to;
    const identity = { format, to: place, log: `${log.store.name}:${log.store.place}` };
    const from = state === undefined ? undefined : await readState(state, identity);
    const progress = createProgress(session, 'entries');
    if (follow === true) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
    try {
      const done = await exportLog(log.store, {
        format,
        destination,
        ...(from !== undefined && { from }),
        ...(since !== undefined && { since }),
        ...(follow === true && { follow: { everyMs: FOLLOW_MS, signal: stop.signal } }),
        onProgress: async ({ next, size }) => {
          progress.at(next, size);
          if (state !== undefined) await writeState(state, { ...identity, next });
        },
      });
      progress.end();
      const { items, next } = done;
      const told = json
        ? jsonLine({ format, to: place, exported: items, next })
        : `exported ${items} entries to ${place}\n`;
      (to === '-' ? io.stderr : io.stdout).write(told);
      return EXIT.ok;
    } finally {
      progress.end();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
    }
  });
}

/** A file or a folder is relative to where the command runs. */
function placeIn(to: string, cwd: string): string {
  if (to === '-' || /^[a-z0-9]+:/.test(to)) return to;
  return resolve(cwd, to) + (to.endsWith('/') ? '/' : '');
}
