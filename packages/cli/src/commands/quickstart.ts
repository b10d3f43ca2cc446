// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { createEventDecider, type Attempted } from '../decide-event.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { jsonLine } from '../json-line.ts';
import { readEvent } from '../read-event.ts';
import { reportLoss } from '../report-loss.ts';
import { requireCompiled } from '../require-compiled.ts';
import type { Runner } from '../runner.ts';
import type { Session } from '../session.ts';
import { decisionJson } from '../views/decision-json.ts';
import { decisionTable, type TableRow } from '../views/decision-table.ts';

/** `assay quickstart`: what `npm start` runs. Hidden: it needs the examples of the repository. */
export function addQuickstart(program: Command, run: Runner): void {
  program
    .command('quickstart', { hidden: true })
    .description('Decides every event of examples/quickstart.')
    .action((_: object, command: Command) => run(command, quickstart));
}

const EXAMPLE = fileURLToPath(new URL('../../../../examples/quickstart', import.meta.url));

async function quickstart(session: Session): Promise<ExitCode> {
  const { io, json } = session;
  const deciding = requireCompiled({ ...session, project: session.project ?? EXAMPLE });
  const folder = join(deciding.directory, 'events');
  const decider = createEventDecider(deciding, 'cognito/pre-token-generation', io);
  const rows: TableRow[] = [];
  try {
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .toSorted()) {
      const file = relative(io.cwd, join(folder, name));
      const attempted = await decider.decide(await readEvent(file, io), file);
      if (attempted.loss) reportLoss(attempted.loss, session);
      rows.push({ event: name, attempted });
    }
  } finally {
    await decider.close();
  }
  io.stdout.write(json ? jsonOf(rows) : account(rows, deciding.directory, session));
  return EXIT.ok;
}

function jsonOf(rows: readonly TableRow[]): string {
  return jsonLine(
    rows.map(({ event, attempted }) => ({
      event,
      decision: decisionJson(attempted),
      native: attempted.native,
      record: attempted.record,
    })),
  );
}

function account(rows: readonly TableRow[], directory: string, session: Session): string {
  const { io, paint } = session;
  const place = relative(io.cwd, directory) || '.';
  const [first] = rows;
  if (first === undefined) return `no events in ${join(place, 'events')}\n`;
  const denied = rows.find(({ attempted }) =>
    attempted.decision.scopes.withheld.some(({ reason }) => reason.code === 'denied_by_rule'),
  );
  const event = join(place, 'events', (denied ?? first).event);
  return [
    '',
    paint.bold(`${rows.length} token requests at a Cognito user pool, decided by a policy you can read`),
    `It is ${join(place, 'policies/payments.yaml')}; the requests are in ${join(place, 'events')}`,
    '',
    decisionTable(rows, session),
    '',
    paint.bold('Why? Every rule asked, what it read, and how old that was:'),
    `  npx assay explain --project ${place} --idp cognito --event ${event}`,
    paint.bold('Change it: raise a score, turn a client off, edit a rule, and run `npm start` again:'),
    `  ${join(place, 'sources/risk.yaml')}, ${join(place, 'sources/switches.yaml')}`,
    paint.bold('Next, a host that Keycloak asks (docs/keycloak.md has the rest):'),
    '  npx assay init my-realm --idp keycloak && npx assay pep keycloak --file peps.json',
    '  npx assay serve --project my-realm --peps peps.json',
    recordsLine(first.attempted, rows.length, session),
    '',
  ].join('\n');
}

function recordsLine({ log: { place: file } }: Attempted, count: number, { paint }: Session): string {
  const open = process.platform === 'win32' ? `Get-Content -Tail ${count} ${file}` : `tail -n ${count} ${file}`;
  return `${paint.bold(`The ${count} records are in ${file}:`)} ${open}`;
}
