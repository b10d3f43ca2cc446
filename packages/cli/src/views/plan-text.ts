// SPDX-License-Identifier: Apache-2.0
import type { Change } from '@assay/keycloak/deploy';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { hunksText } from './diff-text.ts';

/** What would change, each with the difference it makes; the same change of many clients is told once. */
export function planText(changes: readonly Change[], session: Session): string {
  const { paint } = session;
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.what.startsWith(OF_CLIENT) ? addedBy(change) : change.what;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const parts = Array.from(groups, ([key, [first, ...more]]) => {
    if (!first) return '';
    if (more.length === 0)
      return `${paint.bold(printable(first.what))}\n${hunksText(textOf(first.before), textOf(first.after), paint)}`;
    const names = [first, ...more].map(({ what }) => what.slice(OF_CLIENT.length));
    return `${paint.bold(`default client scopes of ${names.length} clients`)}\n${paint.green(`+${printable(key)}`)}\n ${printable(names.join(', '))}\n`;
  });
  return session.fold(parts.join('\n'));
}

const OF_CLIENT = 'default client scopes of ';

/** What a list has that it did not have. */
function addedBy({ before, after, what }: Change): string {
  if (!Array.isArray(before) || !Array.isArray(after)) return what;
  return after
    .filter((item) => !before.includes(item))
    .map(String)
    .join(', ');
}

const textOf = (value: unknown): string => (value === null ? '' : `${JSON.stringify(value, undefined, 2)}\n`);
