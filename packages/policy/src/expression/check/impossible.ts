// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../../diagnostics/near-match.ts';
import { quote, quoteList } from '../../diagnostics/quote.ts';
import type { Report } from '../finding.ts';
import { keyOf } from './select.ts';
import { constantOf, type Typed } from '../typed.ts';
import type { Type } from '../types.ts';

/** Reports literals compared with a value that can never be that: of an enumeration that does not list it, or in an empty list. */
export function reportImpossible({ op, args: [left, right] }: Extract<Typed, { kind: 'apply' }>, report: Report): void {
  if (!left || !right) return;
  if (op === 'eq' || op === 'ne') {
    reportUnlisted(right, valuesOf(left.type), left, report);
    reportUnlisted(left, valuesOf(right.type), right, report);
  }
  if (op !== 'in_list') return;
  if (right.kind === 'list') {
    if (right.items.length === 0) report('never-matches', right, 'nothing is in an empty list');
    for (const item of right.items) reportUnlisted(item, valuesOf(left.type), left, report);
  }
  if (right.type.kind === 'list') reportUnlisted(left, valuesOf(right.type.of), right, report, 'never holds');
}

function reportUnlisted(
  literal: Typed,
  values: readonly string[] | undefined,
  of: Typed,
  report: Report,
  verb = 'is never',
): void {
  const value = constantOf(literal);
  if (typeof value !== 'string' || !values || values.includes(value)) return;
  const help = didYouMean(value, values) ?? `expected ${quoteList(values)}`;
  report('never-matches', literal, `\`${keyOf(of) ?? 'the value'}\` ${verb} ${quote(value)}`, help);
}

const valuesOf = (type: Type): readonly string[] | undefined => (type.kind === 'string' ? type.values : undefined);
