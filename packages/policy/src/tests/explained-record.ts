// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { ItemsOf, Mismatch } from './mismatch.ts';

/** Mismatches of a record, each with the items of an explanation its path is about; what no rule decides (times, evidence, inputs) has none. */
export function explainedRecord(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  return mismatches.map((entry) => {
    const kind = kindAt(entry.about.split('/').slice(1));
    return kind ? { ...entry, items: { kind } } : entry;
  });
}

/** The longest beginning of the path that says what it is about. */
function kindAt(path: readonly string[]): ItemsOf['kind'] | undefined {
  const names = path.filter((step) => !/^\d+$/.test(step));
  const beginnings = [names.slice(0, 3), names.slice(0, 2), names.slice(0, 1)].map((steps) => steps.join('/'));
  const known = beginnings.find((beginning) => Object.hasOwn(KINDS, beginning)) ?? '';
  return own(KINDS, known) as ItemsOf['kind'] | undefined; // sound: an own member of the table
}

/** What the parts of a decision record are about (docs/decision-record.md). */
const KINDS: { readonly [part: string]: ItemsOf['kind'] } = {
  governed: 'any',
  outcome: 'any',
  effect: 'any',
  error: 'any',
  reason: 'any',
  rule: 'any',
  obligations: 'any',
  policy: 'any',
  trace: 'any',
  granted: 'any',
  'granted/audiences': 'gate',
  'granted/scopes': 'scope',
  'granted/groups': 'group',
  'granted/roles': 'role',
  'granted/authorizationDetails': 'detail',
  'granted/narrowedDetails': 'detail',
  'granted/tokens/claims': 'claim',
  'granted/tokens/lifetime': 'lifetime',
  withheld: 'any',
  'withheld/scopes': 'scope',
  'withheld/groups': 'group',
  'withheld/roles': 'role',
  'withheld/authorizationDetails': 'detail',
  'withheld/claims': 'claim',
};
