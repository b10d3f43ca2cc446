// SPDX-License-Identifier: Apache-2.0
import type { Command } from 'commander';
import { claimsReport, reportToJson } from '@assay/log/ask';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { jsonLine } from '../../json-line.ts';
import { questionIn, tellUnknown } from '../../log/question-in.ts';
import { addQuestionOptions, type QuestionOptions } from '../../log/question-options.ts';
import { withLog } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { claimsText } from '../../views/log/claims-text.ts';

const DESCRIPTION =
  'Tells each claim and scope that tokens held: how often, by which rule, from which data, and when last; what was withheld, and why; and what was refused. Exits with 0, or with 1 where there was no token.';

/** `assay log claims`: what tokens held. */
export function addClaims(log: Command, run: Runner): void {
  addQuestionOptions(
    log
      .command('claims')
      .summary('tell which claims and scopes tokens held, how often, by which rule')
      .description(DESCRIPTION),
  )
    .addHelpText(
      'after',
      examples([
        'assay log claims --client svc-billing --since 24h',
        'assay log claims --subject 5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11 --since 30d --json',
      ]),
    )
    .action((options: QuestionOptions, command: Command) => run(command, (session) => claims(session, options)));
}

async function claims(session: Session, options: QuestionOptions): Promise<ExitCode> {
  return withLog(session, { ...options, isReadOnly: true }, async (log) => {
    const report = await claimsReport(log.store, await questionIn(options, session, log));
    session.io.stdout.write(session.json ? jsonLine(reportToJson(report)) : session.fold(claimsText(report, session)));
    if (report.tokens.permit + report.tokens.deny > 0) return EXIT.ok;
    await tellUnknown(options, log, session);
    return EXIT.refused;
  });
}
