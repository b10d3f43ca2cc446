// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { createWorklist, streamBatches, type LiveBatch, type Worklist } from '@assay/log/replay';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { withLog, type OpenedLog } from '../open-log.ts';
import { createWork, type Job } from '../replay/job.ts';
import { POLICY_REFERENCES, policySetOf } from '../replay/policy-set.ts';
import { createPool, type Pool } from '../replay/pool.ts';
import { createProgress } from '../progress.ts';
import { decidingAgain } from '../replay/recorded.ts';
import { createRedecide } from '../replay/redecide.ts';
import { createFreshRedecide } from '../replay/refresh.ts';
import { addRecordsOptions, recordsOf, workersOf, type RecordsOptions } from '../replay/replay-options.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { liveCsv, liveJson, liveText } from '../views/live-text.ts';

interface LiveOptions extends RecordsOptions {
  readonly wouldRefuse?: boolean;
  readonly policy: string;
  readonly fresh?: boolean;
  readonly csv?: boolean;
}

/** How far back tokens are looked for, where nothing is said: what lives longer was issued before. */
const LOOK_BACK = '90d';

const DESCRIPTION = `Lists access and refresh tokens that are still alive, by the lifetime they were issued with, and that the policy set would not issue today, or only with less: whose they are, until when, what is too much, and by which rule. The evidence is what was recorded, or, with --fresh, what the sources say now. What was issued more than ${LOOK_BACK} ago is not looked at, unless --since says so. Exits with 0 where there are none, 1 where there are, 2 for input it cannot read.`;

/** `assay live`: tokens that outlive the policy they were issued by. */
export function addLive(program: Command, run: Runner): void {
  addRecordsOptions(
    program.command('live').summary('list living tokens that would not be issued today').description(DESCRIPTION),
  )
    .requiredOption('--would-refuse', 'those that would be refused, or would hold less')
    .option('--policy <set>', `what decides: ${POLICY_REFERENCES}`, '.')
    .option('--fresh', 'read the sources of the project now')
    .option('--csv', 'print comma-separated values (RFC 4180)')
    .addHelpText(
      'after',
      examples([
        'assay live --would-refuse',
        'assay live --would-refuse --fresh --client svc-billing --json',
        'assay live --would-refuse --policy ../next --csv > worklist.csv',
      ]),
    )
    .action((options: LiveOptions, command: Command) => run(command, (session) => live(session, options)));
}

async function live(session: Session, options: LiveOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { log, csv = false } = options;
  if (csv && json) throw new Failure('ERR_USAGE', 'expected either `--csv` or `--json`');
  const list = await withLog(session, { ...(log !== undefined && { log }), isReadOnly: true }, (opened) =>
    worklistOf(session, { ...options, since: options.since ?? LOOK_BACK }, opened),
  );
  io.stdout.write(json ? jsonLine(liveJson(list)) : csv ? liveCsv(list) : liveText(list, io.clock(), session));
  return list.tokens.length > 0 ? EXIT.refused : EXIT.ok;
}

async function worklistOf(session: Session, options: LiveOptions, log: OpenedLog): Promise<Worklist> {
  const { store } = log;
  const set = await policySetOf(options.policy, session, store);
  const question = recordsOf(options, session, log);
  const now = session.io.clock();
  const job: Job<'live'> = { kind: 'live', ...(await decidingAgain(set, store, question)), now };
  const pool = options.fresh === true ? freshPool(session, job) : createPool(job, workersOf(options));
  const count = session.io.stderr.isTerminal
    ? (await store.tally(question)).reduce((sum, tally) => sum + tally.count, 0)
    : 0;
  const bar = createProgress(session, 'records');
  const worklist = createWorklist();
  let done = 0;
  try {
    await streamBatches({
      store,
      question,
      work: pool.run,
      atOnce: pool.size === 1 ? 1 : pool.size * 2,
      take: (batch, { entries }) => {
        worklist.add(batch);
        bar.at((done += entries), count);
        return true;
      },
    });
    return worklist.list();
  } finally {
    bar.end();
    await pool.close();
  }
}

/** Sources are read by this thread: their cache is in its memory. */
function freshPool(session: Session, job: Job<'live'>): Pool<LiveBatch> {
  const redecide = createFreshRedecide(requireCompiled(session), createRedecide(job), session.io);
  return { run: createWork(job, redecide), size: 1, close: async () => undefined };
}
