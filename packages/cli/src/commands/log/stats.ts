// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { parseDuration } from '@assay/core/model';
import { reportToJson, statsReport } from '@assay/log/ask';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { questionIn } from '../../log/question-in.ts';
import { addQuestionOptions, type QuestionOptions } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { statsText } from '../../views/log/stats-text.ts';

interface StatsOptions extends QuestionOptions {
  readonly every?: string;
}

const DAY_MS = 86_400_000;
/** Points of the chart, at most: a step is chosen so that there are no more. */
const MAX_POINTS = 60;
const STEPS_MS = [60_000, 300_000, 900_000, 3_600_000, 4 * 3_600_000, DAY_MS, 7 * DAY_MS];

const DESCRIPTION =
  'Shows outcomes over time, the scopes withheld most, and the slowest and stalest sources. What sources did is read from the newest 10,000 records of the answer.';

/** `assay log stats`: the log in charts. */
export function addStats(log: Command, run: Runner): void {
  addQuestionOptions(
    log
      .command('stats')
      .summary('show outcomes over time, withheld scopes, and how sources answered')
      .description(DESCRIPTION),
  )
    .addOption(new Option('--every <duration>', 'the step of the chart: `5m`, `1h`, `1d`; one that fits, if left out'))
    .addHelpText(
      'after',
      examples(['assay log stats --since 24h', 'assay log stats --since 30d --every 1d --client svc-billing']),
    )
    .action((options: StatsOptions, command: Command) => run(command, (session) => stats(session, options)));
}

async function stats(session: Session, { every, ...options }: StatsOptions): Promise<ExitCode> {
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const now = session.io.clock();
    const question = await questionIn({ since: '24h', ...options }, session, log);
    const step =
      every === undefined ? stepFor((question.until ?? now) - (question.since ?? now)) : parseDuration(every);
    if (step === undefined || step < 1000)
      throw new Failure('ERR_USAGE', `expected a duration of a second or more, and found \`${every}\``, {
        subject: '--every',
      });
    const report = await statsReport(log.store, question, step);
    session.io.stdout.write(session.json ? jsonLine(reportToJson(report)) : statsText(report, session));
    return report.outcomes.length > 0 ? EXIT.ok : EXIT.refused;
  });
}

const stepFor = (spanMs: number): number => STEPS_MS.find((step) => spanMs / step <= MAX_POINTS) ?? 30 * DAY_MS;
