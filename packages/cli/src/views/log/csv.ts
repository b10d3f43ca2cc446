// SPDX-License-Identifier: Apache-2.0
import type { Content } from '@assay/log/store';

const COLUMNS = [
  'time',
  'id',
  'kind',
  'idp',
  'outcome',
  'effect',
  'reason',
  'subject_type',
  'subject',
  'client',
  'grant',
  'granted',
  'withheld',
  'claims',
  'rules',
  'policy',
  'writer',
  'seq',
] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** The names of the columns, as a line. */
export const csvHead = (): string => csvLine(COLUMNS);

/** An entry as a line of comma-separated values (RFC 4180); lists are separated by spaces. */
export function csvRow(content: Content): string {
  const row = rowOf(content);
  return csvLine(COLUMNS.map((column) => row[column] ?? ''));
}

function rowOf(content: Content): Row {
  const { kind, writer, seq } = content;
  const shared = { kind, writer, seq: String(seq) };
  if (content.kind !== 'decision') return { ...shared, time: content.time };
  const { record } = content;
  return {
    ...shared,
    time: record.time,
    id: record.id,
    idp: record.host.adapter,
    outcome: record.outcome,
    effect: record.effect,
    reason: record.reason?.code ?? '',
    subject_type: record.who?.subject.type ?? '',
    subject: record.who?.subject.id ?? '',
    client: record.who?.client.id ?? '',
    grant: record.asked?.grant ?? '',
    granted: (record.granted?.scopes ?? []).map(({ scope }) => scope).join(' '),
    withheld: record.withheld.scopes.map(({ scope }) => scope).join(' '),
    claims: [...new Set((record.granted?.tokens ?? []).flatMap(({ claims }) => claims.map(({ claim }) => claim)))].join(
      ' ',
    ),
    rules: record.policy.decided.map(({ policy, rule }) => `${policy}/${rule}`).join(' '),
    policy: record.policy.digest,
  };
}

/** Values as a line of comma-separated values (RFC 4180). */
export const csvLine = (values: readonly string[]): string => `${values.map(cellOf).join(',')}\r\n`;

/** A value a spreadsheet would take for a formula is made a text (OWASP: CSV injection). */
function cellOf(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
