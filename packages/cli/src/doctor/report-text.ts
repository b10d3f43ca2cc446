// SPDX-License-Identifier: Apache-2.0
import type { ClientReach, DeployedArtefact, DeploymentFinding, DeploymentReport, Reach } from '@assay/core/pep';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { columns } from '../views/columns.ts';

const CELLS: Readonly<Record<Reach, string>> = {
  asks: 'asks',
  passes_by: 'passes by',
  unknown: '?',
  not_allowed: '-',
};

/** A report for people: what is deployed, the coverage, what is wrong, and a line that counts it. */
export function reportText(
  report: DeploymentReport,
  digest: string | undefined,
  session: Session,
  nothing = 'nothing of `assay build` is known to be deployed',
): string {
  const { artefacts, findings, clients } = report;
  const { paint } = session;
  const parts = [
    artefacts.length === 0 ? nothing : artefacts.map((artefact) => artefactText(artefact, digest, session)).join('\n'),
    ...(clients.length === 0 ? [] : [coverageText(report, session)]),
    ...findings.toSorted(bySeverity).map((finding) => findingText(finding, session)),
    countsOf(report, paint.bold),
  ];
  return `${session.fold(parts.join('\n\n'))}\n`;
}

function artefactText(
  { target, name, file, digest, isBound, code }: DeployedArtefact,
  current: string | undefined,
  { paint }: Session,
): string {
  const isCurrent = current === undefined ? '' : digest === current ? ', as in the project' : ', not the project’s';
  const compared = {
    same: 'byte for byte what is built now',
    differs: 'not what is built now',
    not_compared: 'not compared',
  };
  const rows = [
    ['in', `${name} (${file})`],
    ['policy', digest === undefined ? 'not told' : `${digest}${isCurrent}`],
    ['code', compared[code]],
  ];
  return `${paint.bold(target)} ${isBound ? paint.green('bound') : paint.red('not bound')}\n${columns(rows)}`;
}

function coverageText({ grants, clients }: DeploymentReport, { paint }: Session): string {
  const used = grants.filter((grant) => clients.some(({ cells }) => cells[grant]?.reach !== 'not_allowed'));
  const rows = clients.map(({ client, cells }) => [
    client,
    ...used.map((grant) => CELLS[cells[grant]?.reach ?? 'not_allowed']),
  ]);
  return [paint.bold('Coverage'), columns([['client', ...used], ...rows]), ...reasonsOf(clients, used)].join('\n');
}

/** Why, each reason once, with the number of cells it holds for. */
function reasonsOf(clients: readonly ClientReach[], grants: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { cells } of clients)
    for (const grant of grants) {
      const cell = cells[grant];
      if (!cell || cell.reach === 'not_allowed') continue;
      const reason = `${CELLS[cell.reach]}: ${cell.why}`;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  const reasons = Array.from(counts, ([reason, count]) => `  ${count} × ${printable(reason)}`);
  return reasons.length === 0 ? [] : ['', ...reasons];
}

const SEVERITIES = ['error', 'warning', 'info'];
const bySeverity = (a: DeploymentFinding, b: DeploymentFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);

function findingText({ code, severity, file, path, message, help }: DeploymentFinding, { paint }: Session): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.blue }[severity];
  const place = printable(path === '' ? file : `${file}#${path}`);
  return `${place}: ${colour(`${severity}[${code}]`)}: ${printable(message)}\n     = help: ${printable(help)}`;
}

function countsOf({ findings, clients }: DeploymentReport, bold: (text: string) => string): string {
  const count = (severity: DeploymentFinding['severity']): string => {
    const found = findings.filter((finding) => finding.severity === severity).length;
    return found === 0 ? `no ${severity}s` : `${found} ${severity}${found === 1 ? '' : 's'}`;
  };
  const open = clients.filter(({ cells }) => Object.values(cells).some(passes)).length;
  const covered = open === 0 ? 'no client passes by' : `${open} of ${clients.length} clients can pass by`;
  return bold(`${count('error')}, ${count('warning')}; ${covered}`);
}

const passes = ({ reach }: { readonly reach: Reach }): boolean => reach === 'passes_by' || reach === 'unknown';

/** Whether nothing is broken and nothing passes by, as far as was told. */
export function isHealthy({ findings, clients }: DeploymentReport): boolean {
  return (
    findings.every(({ severity }) => severity !== 'error') &&
    clients.every(({ cells }) => !Object.values(cells).some(passes))
  );
}
