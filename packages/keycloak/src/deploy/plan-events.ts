// SPDX-License-Identifier: Apache-2.0
import type { RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import type { Change } from './change.ts';

/** Our listener beside those that are there, and admin events kept; their representations are not, which may hold secrets. */
export function eventChanges({ events }: RealmState): readonly Change[] {
  const isOn = events.listeners.includes(NAMES.listener);
  if (isOn && events.hasAdminEvents) return [];
  const eventsListeners = isOn ? events.listeners : [...events.listeners, NAMES.listener];
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
      before: { eventsListeners: events.listeners, adminEventsEnabled: events.hasAdminEvents },
      after: { eventsListeners, adminEventsEnabled: true },
      writes: [write],
    },
  ];
}
