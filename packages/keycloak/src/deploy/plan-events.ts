// SPDX-License-Identifier: Apache-2.0
import type { RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import type { Change } from './change.ts';

/**
 * Admin events kept; their representations are not, which may hold secrets. Our listener listens in every realm of a server that has it: Keycloak refuses
 * to have it named in one, where an import may have put it.
 */
export function eventChanges({ events }: RealmState): readonly Change[] {
  if (events.hasAdminEvents) return [];
  const eventsListeners = events.listeners.filter((listener) => listener !== NAMES.listener);
  const path = 'events/config';
  const write = {
    method: 'PUT',
    path,
    body: { ...events.raw, eventsListeners, adminEventsEnabled: true },
    guard: { path, before: events.raw },
  } as const;
  return [
    {
      what: 'events',
      before: { adminEventsEnabled: false },
      after: { adminEventsEnabled: true },
      writes: [write],
    },
  ];
}
