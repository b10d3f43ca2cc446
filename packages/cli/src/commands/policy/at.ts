// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseTime } from '@assay/log/ask';
import { policiesAt, type DecidedAt, type PoliciesAt, type UsedAt } from '@assay/log/replay';
import type { ArchivedPolicy, LogStore } from '@assay/log/store';
import type { Genuineness } from '../../archive/check-archived.ts';
import { genuineJson, tellGenuine } from '../../archive/tell-genuine.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption } from '../../log/question-options.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import { filesText, ownersOf, timeText } from '../../policy/list-policies.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { columns } from '../../views/columns.ts';
import { writeFiles } from '../../write-files.ts';
import { staysWithin } from '../../write-output.ts';

interface AtOptions extends Pick<LogOptions, 'log'> {
  readonly out?: string;
  readonly force?: boolean;
}

const DESCRIPTION =
  'Tells which policy set decided at a time, or on a day (UTC): by the records of that time, and where there are none, by what was loaded or built. Shows since when it decided and until when, its revision, the owners of its policies, and its files; --out writes them to a folder. Exits with 0 where the log holds it, 2 where it does not.';

/** `assay policy at`: what was in force. */
export function addPolicyAt(policy: Command, run: Runner): void {
  addLogOption(
    policy
      .command('at')
      .argument('<time>', 'a day (`2026-05-21`), a time (`2026-05-21T09:00Z`), or how long ago (`30d`)')
      .summary('tell which policy set decided at a time')
      .description(DESCRIPTION),
  )
    .option('--out <dir>', 'write its files there')
    .option('--force', 'overwrite files that are there')
    .addHelpText(
      'after',
      examples(['assay policy at 2026-05-21', 'assay policy at 2026-05-21T09:00Z --out then --json']),
    )
    .action((time: string, options: AtOptions, command: Command) =>
      run(command, (session) => at(session, time, options)),
    );
}

const DAY_MS = 86_400_000;

async function at(session: Session, text: string, { log, out, force = false }: AtOptions): Promise<ExitCode> {
  const { io, json } = session;
  const from = parseTime(text, io.clock());
  if (from === undefined)
    throw new Failure('ERR_USAGE', `expected a time, and found \`${text}\``, {
      help: 'a day (`2026-05-21`), a time (`2026-05-21T09:00Z`), or how long ago (`30d`)',
    });
  const to = from + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? DAY_MS : 1);
  return withLog(session, { ...(log !== undefined && { log }), isReadOnly: true }, async ({ store }) => {
    const found = await policiesAt(store, from, to);
    const held = await heldOf(found, store, io);
    if (held.length === 0) throw notHeld(text, found);
    if (out !== undefined) writeHeld(held, { directory: resolve(io.cwd, out), force, subject: out });
    io.stdout.write(json ? jsonLine(held.map(heldJson)) : held.map((each) => heldText(each, session)).join('\n'));
    return EXIT.ok;
  });
}

/** What decided, or was in use, with its texts where they are archived. */
interface Held {
  readonly digest: string;
  readonly decided?: DecidedAt;
  readonly used?: UsedAt;
  readonly archived?: ArchivedPolicy;
  readonly genuineness?: Genuineness;
}

async function heldOf({ decided, used }: PoliciesAt, store: LogStore, io: Session['io']): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const each of [
    ...decided.map((one) => ({ digest: one.digest, decided: one })),
    ...used.map((one) => ({ digest: one.digest, used: one })),
  ]) {
    const archived = await store.policy(each.digest);
    held.push({ ...each, ...(archived && { archived, genuineness: tellGenuine(archived, io) }) });
  }
  return held;
}

function notHeld(text: string, { oldest }: PoliciesAt): Failure {
  const help =
    oldest === undefined
      ? 'the log holds no decision at all'
      : `the oldest decision of the log is of ${timeText(oldest)}: what was before may have been dropped`;
  return new Failure('ERR_LOG_NOT_FOUND', `the log does not hold which policy set decided at \`${text}\``, { help });
}

/** Of several each gets a folder of its own. */
function writeHeld(
  held: readonly Held[],
  { directory, force, subject }: { readonly directory: string; readonly force: boolean; readonly subject: string },
): void {
  for (const { digest, archived } of held) {
    if (archived === undefined)
      throw new Failure('ERR_LOG_NOT_FOUND', `\`${digest}\` decided, and its files are not in the archive`);
    const folder = held.length === 1 ? directory : resolve(directory, digest);
    const files = Object.entries(archived.files).map(([path, content]) => ({ path, content }));
    if (!files.every(({ path }) => staysWithin(path)))
      throw new Failure('ERR_LOG_CORRUPT', `\`${digest}\` is archived with a file outside of its project`);
    writeFiles(folder, files, { force, subject });
  }
}

function heldText({ digest, decided, used, archived }: Held, session: Pick<Session, 'paint'>): string {
  return [
    columns([
      ['digest', digest],
      ...(archived ? [['project', archived.project]] : []),
      ...(decided ? decidedRows(decided) : []),
      ...(used
        ? [
            ['decided', 'nothing by then that the log holds'],
            [used.use.what, `${timeText(used.use.time)} by ${used.use.by}`],
          ]
        : []),
      ['revision', archived?.revision ?? 'not known'],
      ...(archived ? ownersOf(archived.table).map(({ policy, owner }) => ['owner', `${owner}, of ${policy}`]) : []),
    ]),
    ...(archived
      ? filesText(archived.files, session)
      : ['', 'its files are not in the archive: it was neither built nor loaded with this log at hand']),
    '',
  ].join('\n');
}

const decidedRows = ({ since, until, next, isWithin }: DecidedAt): readonly (readonly string[])[] => [
  ...(isWithin ? [] : [['decided', 'nothing then; it is the last that did before']]),
  ['since', `${timeText(since)}, its first decision`],
  ['until', `${timeText(until)}, its last decision${next ? '' : ' so far'}`],
  ...(next ? [['then', `${next.digest} from ${timeText(next.time)}`]] : []),
];

const isoOf = (time: number): string => new Date(time).toISOString();

function heldJson({ digest, decided, used, archived, genuineness }: Held): object {
  return {
    digest,
    project: archived?.project ?? null,
    revision: archived?.revision ?? null,
    isGenuine: genuineness === undefined ? null : genuineJson(genuineness),
    decided: decided
      ? {
          isWithin: decided.isWithin,
          since: isoOf(decided.since),
          until: isoOf(decided.until),
          next: decided.next ? { digest: decided.next.digest, time: isoOf(decided.next.time) } : null,
        }
      : null,
    used: used ? { ...used.use, time: isoOf(used.use.time) } : null,
    owners: archived ? ownersOf(archived.table) : [],
    uses: (archived?.uses ?? []).map((use) => ({ ...use, time: isoOf(use.time) })),
    files: archived?.files ?? null,
  };
}
