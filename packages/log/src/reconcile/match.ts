// SPDX-License-Identifier: Apache-2.0
import type { Issuance } from './issuance.ts';

/** What is looked for among the events: a decision. */
export interface Wanted {
  readonly id: string;
  readonly time: number;
  readonly client: string;
  /** Absent where the log does not say any more, as is the grant. */
  readonly subject?: string;
  readonly grant?: string;
  readonly scopes: readonly string[];
  /** Correlation. */
  readonly ids: Readonly<Record<string, string>>;
}

export interface Matcher {
  /** The event of a decision, which is then used. Decisions come in the order of their times. */
  readonly take: (wanted: Wanted) => Issuance | undefined;
  /** Events nobody took. */
  readonly left: () => readonly Issuance[];
}

/** Events of one likeness, in the order of time; those before `head` are used, or too old for what comes. */
interface Queue {
  readonly events: Issuance[];
  head: number;
}

/** By ids where both have them; otherwise the nearest event of that client, subject and grant, as far as either says, within the tolerance. */
export function createMatcher(events: readonly Issuance[], toleranceMs: number): Matcher {
  const used = new Set<Issuance>();
  const byId = new Map<string, Issuance>();
  const queues = new Map<string, Queue>();
  for (const event of events.toSorted((a, b) => a.time - b.time)) {
    for (const [name, id] of Object.entries(event.ids)) byId.set(`${name} ${id}`, event);
    for (const subject of [event.subject ?? NOT_SAID, ANY])
      for (const grant of [event.grant ?? NOT_SAID, ANY]) {
        const key = keyOf(event.client, subject, grant);
        const queue = queues.get(key);
        if (queue === undefined) queues.set(key, { events: [event], head: 0 });
        else queue.events.push(event);
      }
  }

  /** The nearest that nobody has taken. */
  const nearest = (key: string, time: number): Issuance | undefined => {
    const queue = queues.get(key);
    if (queue === undefined) return undefined;
    const { events: all } = queue;
    const isPast = (event: Issuance): boolean => used.has(event) || event.time < time - toleranceMs;
    while (queue.head < all.length && isPast(all[queue.head]!)) queue.head++; // sound: below the length
    let best: Issuance | undefined;
    for (let at = queue.head; at < all.length; at++) {
      const event = all[at]!; // sound: below the length
      if (event.time - time > (best === undefined ? toleranceMs : Math.abs(best.time - time))) break;
      if (!used.has(event) && (best === undefined || Math.abs(event.time - time) < Math.abs(best.time - time)))
        best = event;
    }
    return best;
  };

  return {
    take: ({ ids, client, subject, grant, time }) => {
      let found: Issuance | undefined;
      for (const [name, id] of Object.entries(ids)) {
        const same = byId.get(`${name} ${id}`);
        if (same !== undefined && !used.has(same)) found ??= same;
      }
      if (found === undefined)
        for (const as of subject === undefined ? [ANY] : [subject, NOT_SAID])
          for (const by of grant === undefined ? [ANY] : [grant, NOT_SAID]) {
            const next = nearest(keyOf(client, as, by), time);
            if (next !== undefined && (found === undefined || Math.abs(next.time - time) < Math.abs(found.time - time)))
              found = next;
          }
      if (found !== undefined) used.add(found);
      return found;
    },
    left: () => events.filter((event) => !used.has(event)),
  };
}

/** Neither can be the id of a subject or a grant: those are not empty, and not made of a control character. */
const NOT_SAID = '';
const ANY = '\u0000';

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
