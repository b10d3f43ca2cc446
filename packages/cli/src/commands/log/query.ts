// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { pagesOf } from '@assay/log/ask';
import { contentOf, type LogStore, type Page, type Question, type StoredEntry } from '@assay/log/store';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { questionIn, tellUnknown } from '../../log/question-in.ts';
import { addQuestionOptions, type QuestionOptions } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { csvHead, csvRow } from '../../views/log/csv.ts';
import { entriesTable, entryLine } from '../../views/log/entries-table.ts';

interface QueryOptions extends QuestionOptions {
  readonly limit: number;
  readonly after?: string;
  readonly all?: boolean;
  readonly follow?: boolean;
  readonly jsonl?: boolean;
  readonly csv?: boolean;
}

const DESCRIPTION =
  'Lists records, the newest first: of a subject, a client, a scope, a claim, a rule, a policy, an identity provider, an outcome, a time; of all that is said, everything has to hold. `--json` prints one array, `--jsonl` a record per line, `--csv` a table for other programs. Exits with 0 where something was found, 1 where nothing was.';

/** `assay log query`: records, by what they are about. */
export function addQuery(log: Command, run: Runner): void {
  addQuestionOptions(log.command('query').summary('list records, by what they are about').description(DESCRIPTION))
    .option('--kind <kind...>', 'of this kind: decision (the default), loss, repeat, erasure, retention')
    .addOption(new Option('--limit <n>', 'how many').argParser(numberOf).default(50))
    .option('--after <cursor>', 'the page after this one: what the page before ended with')
    .option('--all', 'every one, page after page')
    .option('--follow', 'and those that come, until it is interrupted; the oldest first')
    .option('--jsonl', 'print a record per line')
    .option('--csv', 'print comma-separated values (RFC 4180)')
    .addHelpText(
      'after',
      examples([
        'assay log query --client svc-billing --since 24h',
        'assay log query --subject 5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11 --outcome deny --json',
        'assay log query --withheld payments:write --since 2026-05-21 --until 2026-05-22 --csv',
        'assay log query --follow --jsonl --log dynamodb:assay-log@eu-west-1',
      ]),
    )
    .action((options: QueryOptions, command: Command) => run(command, (session) => query(session, options)));
}

async function query(session: Session, options: QueryOptions): Promise<ExitCode> {
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const asked = questionPart(options);
    const question = await questionIn(asked, session, log);
    if (options.follow === true) return follow(log.store, question, session, options);
    const { limit, after } = options;
    const request = { limit, ...(after !== undefined && { after }) };
    if (options.all === true)
      return printAll(pagesOf(log.store, question, { ...request, limit: 500 }), session, options);
    const code = printPage(await log.store.page(question, request), session, options);
    if (code !== EXIT.ok) await tellUnknown(asked, log, session);
    return code;
  });
}

function questionPart({
  limit: _l,
  after: _a,
  all: _all,
  follow: _f,
  jsonl: _j,
  csv: _c,
  ...question
}: QueryOptions): QuestionOptions {
  return question;
}

const found = (count: number): ExitCode => (count > 0 ? EXIT.ok : EXIT.refused);

function printPage({ entries, next }: Page, session: Session, { jsonl, csv }: QueryOptions): ExitCode {
  const { io, json } = session;
  const contents = entries.map(contentOf);
  if (json) io.stdout.write(jsonLine(contents.map(shown)));
  else if (jsonl === true) io.stdout.write(contents.map((content) => jsonLine(shown(content))).join(''));
  else if (csv === true) io.stdout.write([csvHead(), ...contents.map(csvRow)].join(''));
  else io.stdout.write(entriesTable(contents, session));
  if (next !== undefined) io.stderr.write(`more: --after ${next}\n`);
  return found(entries.length);
}

/** Line by line, so that it takes no memory; one array is written as it grows. */
async function printAll(
  entries: AsyncIterable<StoredEntry>,
  session: Session,
  { jsonl, csv }: QueryOptions,
): Promise<ExitCode> {
  const { io, json } = session;
  let count = 0;
  if (json) io.stdout.write('[');
  else if (csv === true) io.stdout.write(csvHead());
  for await (const entry of entries) {
    const content = contentOf(entry);
    const line =
      json || jsonl === true ? jsonLine(shown(content)) : csv === true ? csvRow(content) : entryLine(content, session);
    io.stdout.write(json && count > 0 ? `,${line}` : line);
    count++;
  }
  if (json) io.stdout.write(']\n');
  return found(count);
}

const FOLLOW_MS = 1000;

/** What came since, again and again. A record may come late, so each look begins a little before where the last one ended, and passes over what it has shown. */
async function follow(
  store: LogStore,
  question: Question,
  session: Session,
  { jsonl, csv }: QueryOptions,
): Promise<ExitCode> {
  const { io, json } = session;
  const LATE_MS = 60_000;
  let since = question.since ?? io.clock();
  let known = new Set<string>();
  if (csv === true && !json && jsonl !== true) io.stdout.write(csvHead());
  for (;;) {
    const seen = new Set<string>();
    for await (const entry of pagesOf(
      store,
      { ...question, since: since - LATE_MS },
      { limit: 500, order: 'oldest' },
    )) {
      seen.add(entry.key);
      if (known.has(entry.key) || (known.size === 0 && entry.time < since)) continue;
      const content = contentOf(entry);
      io.stdout.write(
        json || jsonl === true
          ? jsonLine(shown(content))
          : csv === true
            ? csvRow(content)
            : entryLine(content, session),
      );
      since = Math.max(since, entry.time);
    }
    known = seen;
    if (question.until !== undefined && io.clock() >= question.until) return EXIT.ok;
    await sleep(FOLLOW_MS);
  }
}

/** Of a decision its record; of anything else all it says. */
const shown = (content: ReturnType<typeof contentOf>): object =>
  content.kind === 'decision' ? content.record : content;

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('expected a number from 1 to 9999');
  return Number(text);
}
