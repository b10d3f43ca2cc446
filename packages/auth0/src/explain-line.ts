// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';

/** What Auth0 keeps of an Action's console. */
export const MAX_LINE_LENGTH = 256;

/** One line about an attempt: what came of it, for whom (by ids only), what was withheld and why, and where the rest is. At most 256 characters, of which the id is never cut. */
export function explainLine(record: DecisionRecord): string {
  const { id, outcome, mode, who, reason, withheld } = record;
  const codes = withheld.scopes.map((scope) => scope.reason.code);
  const parts = [
    mode === 'observe' ? `${outcome} (observed)` : outcome,
    ...(reason === undefined ? [] : [reason.code]),
    ...(who === undefined ? [] : [`${who.subject.type} ${who.subject.id}`, `client ${who.client.id}`]),
    ...(outcome === 'permit' && codes.length > 0 ? [`scopes withheld: ${codes.length}, first ${codes[0]}`] : []),
  ];
  const end = ` ${id}`;
  // an id may come out of somebody else's token: it must not begin a line of its own
  const line = `assay: ${parts.join(', ')}`.replaceAll(/\p{Cc}/gu, '?');
  return cut(line, MAX_LINE_LENGTH - end.length) + end;
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 3)}...`;
