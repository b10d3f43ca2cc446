// SPDX-License-Identifier: Apache-2.0
import { relative } from 'node:path';
import type { ClaimChange, RuleRef } from '@assay/core/model';
import { TOKEN_TYPES } from '@assay/core/model';
import type { Attempted } from '../decide-event.ts';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { inWords } from './in-words.ts';

/** A decision as people read it: what came of it, what was granted and what was not and why, the claims, and where the record is. */
export function decisionText(attempted: Attempted, { paint, io }: Session): string {
  const { decision, record, logFile, loss } = attempted;
  const at = (rule: RuleRef | null | undefined): string =>
    rule ? paint.dim(`  ${rule.rule}, ${printable(rule.at)}`) : '';
  const lines: string[] = [];
  if (decision.outcome === 'permit') {
    lines.push(
      `${paint.bold(paint.green('permit'))}  ${whoText(record)}${record.governed ? '' : paint.dim('  not governed: passed on unchanged')}`,
    );
  } else {
    lines.push(`${paint.bold(paint.red('deny'))}  ${decision.error}  ${whoText(record)}`);
    lines.push(`  ${printable(decision.reason.admin)}${at(decision.rule)}`);
  }
  if (record.mode === 'observe') lines.push(`  ${paint.yellow('observed only: the token is issued unchanged')}`);
  for (const { scope, rule } of decision.scopes.granted)
    lines.push(`  ${paint.green('+')} ${printable(scope)}${at(rule)}`);
  if (decision.outcome === 'permit') {
    for (const { scope, rule, reason } of decision.scopes.withheld) {
      lines.push(`  ${paint.red('-')} ${printable(scope)}  ${printable(reason.admin)}${at(rule)}`);
    }
    for (const token of TOKEN_TYPES) {
      const changes = decision.tokens[token];
      for (const claim of changes?.claims ?? [])
        lines.push(`  ${claimText(claim)} ${paint.dim(`in the ${inWords(token)}`)}${at(claim.rule)}`);
      if (changes?.lifetime)
        lines.push(
          `  lives at most ${changes.lifetime.seconds} s ${paint.dim(`(${inWords(token)})`)}${at(changes.lifetime.rule)}`,
        );
    }
  }
  if (loss === undefined) lines.push(paint.dim(`  record ${record.id} in ${relative(io.cwd, logFile) || logFile}`));
  return `${lines.join('\n')}\n`;
}

function whoText({ who }: Attempted['record']): string {
  if (who === undefined) return '';
  const client = who.client.name ?? who.client.id;
  return who.subject.id === who.client.id
    ? `${who.subject.type} ${printable(client)}`
    : `${who.subject.type} ${printable(who.subject.id)} through ${printable(client)}`;
}

function claimText(change: ClaimChange): string {
  return change.action === 'set'
    ? `${printable(change.claim)} = ${printable(JSON.stringify(change.value))}`
    : `${printable(change.claim)} removed`;
}
