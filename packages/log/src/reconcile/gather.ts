// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { IDP_LOGS, type IdpLogName } from './idps.ts';
import type { Issuance } from './issuance.ts';
import { readEvents } from './read-events.ts';
import type { ReconcileOptions, ReconcileReport } from './report.ts';

/** How far a record and its event may be from each other, where nothing is said. */
export const TOLERANCE_MS = 60_000;
/** Events are kept while the records go by. */
export const MAX_EVENTS = 1_000_000;
const MAX_UNKNOWN = 100;

/**
 * Events that issued something, and how many there were of everything within the time. Records are looked at from one tolerance before the time to one after it, and events
 * from two: so that each of those records has its own event to take, and leaves those within the time to theirs.
 */
export async function gather(
  idp: IdpLogName,
  input: AsyncIterable<Uint8Array>,
  {
    since = -Infinity,
    until = Infinity,
    toleranceMs = TOLERANCE_MS,
    subjectAs = (subject) => subject,
  }: ReconcileOptions,
): Promise<{
  readonly issued: readonly Issuance[];
  readonly times: { readonly first: number; readonly last: number };
  readonly counted: ReconcileReport['events'];
}> {
  const { read, typeOf } = IDP_LOGS[idp];
  const issued: Issuance[] = [];
  const counted = { issued: 0, refused: 0, other: 0, unreadable: 0 };
  const unknown = new Map<string, number>();
  let first = Infinity;
  let last = -Infinity;
  let number = 0;
  for await (const value of readEvents(input)) {
    const event = value === undefined ? 'unreadable' : read(value, ++number);
    if (event === 'unknown') {
      const type = value === undefined ? '' : typeOf(value).slice(0, 100);
      if (unknown.has(type) || unknown.size < MAX_UNKNOWN) unknown.set(type, (unknown.get(type) ?? 0) + 1);
    } else if (typeof event === 'string') counted[event]++;
    else if (event.time >= since - 2 * toleranceMs && event.time < until + 2 * toleranceMs) {
      first = Math.min(first, event.time);
      last = Math.max(last, event.time);
      if (event.time >= since && event.time < until) counted[event.isIssued ? 'issued' : 'refused']++;
      if (!event.isIssued) continue;
      issued.push(event.subject === undefined ? event : { ...event, subject: subjectAs(event.subject) });
      if (issued.length > MAX_EVENTS)
        throw new AssayError(
          'ERR_FILE_READ',
          `there are more than ${MAX_EVENTS} events of tokens: \`since\` and \`until\` take a part`,
        );
    }
  }
  return { issued, times: { first, last }, counted: { ...counted, unknown: Object.fromEntries(unknown) } };
}
