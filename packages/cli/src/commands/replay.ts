// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import type { Aggregate } from '@assay/log/replay';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { examples } from '../examples.ts';
import { Failure } from '../failure.ts';
import { jsonLine } from '../json-line.ts';
import { withLog, type OpenedLog } from '../open-log.ts';
import { POLICY_REFERENCES, policySetOf } from '../replay/policy-set.ts';
import { decidingAgain, recordedPolicies } from '../replay/recorded.ts';
import {
  addRecordsOptions,
  askedFor,
  countOf,
  recordsOf,
  workersOf,
  type RecordsOptions,
} from '../replay/replay-options.ts';
import { runReplay, type Replayed } from '../replay/run-replay.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { effectText, replayJson, undecidedOf, verifyText } from '../views/replay-text.ts';

interface ReplayOptions extends RecordsOptions {
  readonly policy?: string;
  readonly verify?: boolean;
  readonly failOn?: FailOn;
  readonly limit?: number;
  readonly state?: string;
}

/** What a pipeline may not let pass, and of how many records it is true. */
const FAIL_ON = {
  widened: ({ widened }: Aggregate): number => widened,
  changed: ({ changed }: Aggregate): number => changed,
  denied: ({ refused }: Aggregate): number => refused,
} as const;
type FailOn = keyof typeof FAIL_ON;

const DESCRIPTION =
  'Decides recorded requests again, with the evidence that was recorded then: what another policy set would have changed about the tokens that were issued, by client and kind of subject, with ids of records as examples; or, with --verify, whether the policy set that decided comes to the same record, byte for byte. Exits with 0 where nothing is wrong, 1 where --fail-on is met or --verify found a difference, 2 for input it cannot read, and where nothing of what is there could be decided.';

/** `assay replay`: recorded requests, decided again. */
export function addReplay(program: Command, run: Runner): void {
  addRecordsOptions(program.command('replay').summary('decide recorded requests again').description(DESCRIPTION))
    .option('--policy <set>', `what decides: ${POLICY_REFERENCES}`)
    .option('--verify', 'the policy set that decided each record decides it again, and has to agree')
    .addOption(
      new Option(
        '--fail-on <change>',
        'exit with 1 where a token would hold more, would not be the same, or would be refused',
      ).choices(Object.keys(FAIL_ON)),
    )
    .option('--limit <n>', 'at most so many records, the oldest first', countOf)
    .option('--state <file>', 'keep there how far it has come, and go on from there')
    .addHelpText(
      'after',
      examples([
        'assay replay --policy . --since 30d',
        'assay replay --policy ../next --since 30d --client svc-billing --fail-on widened',
        'assay replay --policy dist/table.json --since 2026-05-01 --until 2026-06-01 --json',
        'assay replay --verify --since 90d --state verify.state',
      ]),
    )
    .action((options: ReplayOptions, command: Command) => run(command, (session) => replay(session, options)));
}

function replay(session: Session, options: ReplayOptions): Promise<ExitCode> {
  const { policy, verify = false, failOn } = options;
  if (verify === (policy !== undefined))
    throw new Failure('ERR_USAGE', 'expected either `--policy` or `--verify`', {
      help: '`--policy NEW` tells what another policy set changes, `--verify` whether what is recorded was decided',
    });
  if (verify && failOn !== undefined)
    throw new Failure('ERR_USAGE', '`--fail-on` is about another policy set: `--verify` fails on any difference');
  return withLog(session, { ...(options.log !== undefined && { log: options.log }), isReadOnly: true }, (log) =>
    policy === undefined ? verified(session, options, log) : replayed(session, options, log, policy),
  );
}

async function replayed(session: Session, options: ReplayOptions, log: OpenedLog, policy: string): Promise<ExitCode> {
  const { io, json } = session;
  const set = await policySetOf(policy, session, log.store);
  const question = recordsOf(options, session, log);
  const job = { kind: 'effect', ...(await decidingAgain(set, log.store, question)), now: 0 } as const;
  const result = await runReplay(session, { job, store: log.store, question, ...runOptions(options) });
  const { aggregate } = result;
  const failed = options.failOn === undefined ? 0 : FAIL_ON[options.failOn](aggregate);
  io.stdout.write(
    json
      ? jsonLine({
          policy: set.digest,
          ...timesOf(result),
          ...replayJson(aggregate),
          failOn: options.failOn ?? null,
          isFailed: failed > 0,
        })
      : effectText(aggregate, session),
  );
  if (failed > 0 && !json)
    io.stderr.write(`assay: ${failed} records are ${options.failOn === 'denied' ? 'newly refused' : options.failOn}\n`);
  refuseVacuous(aggregate);
  return failed > 0 ? EXIT.refused : EXIT.ok;
}

async function verified(session: Session, options: ReplayOptions, log: OpenedLog): Promise<ExitCode> {
  const { io, json } = session;
  const question = recordsOf(options, session, log);
  const recorded = await recordedPolicies(log.store, question);
  const job = { kind: 'verify', recorded, parameters: {}, now: 0 } as const;
  const result = await runReplay(session, { job, store: log.store, question, ...runOptions(options) });
  const { aggregate } = result;
  io.stdout.write(json ? jsonLine({ ...timesOf(result), ...replayJson(aggregate) }) : verifyText(aggregate, session));
  refuseVacuous(aggregate);
  return aggregate.changed > 0 ? EXIT.refused : EXIT.ok;
}

const runOptions = (options: ReplayOptions) => ({
  asked: { ...askedFor(options) },
  workers: workersOf(options),
  ...(options.limit !== undefined && { limit: options.limit }),
  ...(options.state !== undefined && { state: options.state }),
});

const timeText = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();

const timesOf = ({ question }: Replayed): object => ({
  since: timeText(question.since),
  until: timeText(question.until),
});

/** Of records none of which could be decided nothing was found, which must not pass for nothing being wrong. */
function refuseVacuous(aggregate: Aggregate): void {
  const { records } = aggregate;
  if (records === 0 || undecidedOf(aggregate) < records) return;
  throw new Failure('ERR_REPLAY', `none of ${records} records could be decided again`, {
    help: '`inputs: full` under `log` keeps what is needed; `assay build` and hosts archive the policy sets they use',
  });
}
