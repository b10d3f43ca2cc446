// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { parseDuration } from '@assay/core/model';
import { IDP_LOGS, reconcile as reconcileLog, type IdpLogName } from '@assay/log/reconcile';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { examples } from '../../examples.ts';
import { Failure } from '../../failure.ts';
import { jsonLine } from '../../json-line.ts';
import { addLogOption, askedOf, subjectIn } from '../../log/question-options.ts';
import { readExport } from '../../log/read-export.ts';
import { secretOf } from '../../log/secrets.ts';
import { withLog, type LogOptions } from '../../open-log.ts';
import type { Runner } from '../../runner.ts';
import type { Session } from '../../session.ts';
import { createProgress } from '../../progress.ts';
import { reconcileText } from '../../views/log/reconcile-text.ts';

interface ReconcileOptions extends LogOptions {
  readonly idp: IdpLogName;
  readonly from: string;
  readonly token?: string;
  readonly since?: string;
  readonly until?: string;
  readonly within: string;
}

const DESCRIPTION =
  'Compares the log with the identity provider’s own: tokens without a record, permits without a token, tokens that were refused here, and contents that differ. A record and its event are matched by an id both have, or by client, subject, grant and time. Without --since and --until, what lies between the first event and the last is compared. Exits with 0 where both agree, 1 where they do not, 2 for what cannot be read.';

/** `assay log reconcile`: the log against what the identity provider says. */
export function addReconcile(log: Command, run: Runner): void {
  addLogOption(
    log.command('reconcile').summary('compare the log with the identity provider’s own').description(DESCRIPTION),
  )
    .addOption(new Option('--idp <name>', 'whose log it is').choices(Object.keys(IDP_LOGS)).makeOptionMandatory())
    .requiredOption('--from <file>', 'its export: a file, `-` for standard input, or an address')
    .option('--token <secret>', 'the name of the secret an address is asked with, never its value')
    .option('--since <time>', 'from then on: `24h`, `2026-05-21`, `2026-05-21T09:00Z`')
    .option('--until <time>', 'before then')
    .option('--within <duration>', 'how far a record and its event may be from each other', '60s')
    .addHelpText(
      'after',
      examples([
        'assay log reconcile --idp keycloak --from events.json',
        'assay log reconcile --idp auth0 --from logs.jsonl --since 24h',
        'assay log reconcile --idp cognito --from trail.json.gz --json',
      ]),
    )
    .action((options: ReconcileOptions, command: Command) => run(command, (session) => reconcile(session, options)));
}

async function reconcile(session: Session, options: ReconcileOptions): Promise<ExitCode> {
  const { io, json } = session;
  const { idp, from, token, since, until, within, ...place } = options;
  const toleranceMs = parseDuration(within);
  if (toleranceMs === undefined)
    throw new Failure('ERR_USAGE', `expected a duration such as \`60s\`, and found \`${within}\``, {
      subject: '--within',
    });
  const secret = token === undefined ? undefined : secretOf(token, 'the address is asked with', io.env);
  return withLog(session, { ...place, isReadOnly: true }, async (log) => {
    const time = askedOf(
      { ...(since !== undefined && { since }), ...(until !== undefined && { until }) },
      session,
      log,
    );
    const progress = createProgress(session, 'records');
    const { config } = log;
    try {
      const report = await reconcileLog(log.store, idp, readExport(from, io, secret), {
        toleranceMs,
        ...(time.since !== undefined && { since: time.since }),
        ...(time.until !== undefined && { until: time.until }),
        ...(config?.hmacKey !== undefined &&
          io.env[config.hmacKey] !== undefined && {
            subjectAs: (subject: string) => subjectIn(subject, config, io.env),
          }),
        onProgress: (records) => progress.at(records, records),
      });
      progress.end();
      io.stdout.write(json ? jsonLine(report) : session.fold(reconcileText(report, session)));
      return report.ok ? EXIT.ok : EXIT.refused;
    } finally {
      progress.end();
    }
  });
}
