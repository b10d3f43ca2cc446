// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { own, type Json, type JsonObject } from '@assay/core/model';
import { isMembers } from './json.ts';
import type { ActionTrigger } from './triggers.ts';

/** The events of each trigger, by the name of their file; the first is what `sampleEvent` gives unasked. */
export const SAMPLE_EVENTS = {
  'post-login': [
    'code',
    'implicit',
    'hybrid',
    'silent',
    'device',
    'password',
    'refresh',
    'ciba',
    'token-exchange',
    'on-behalf-of',
    'samlp',
    'wsfed',
    'everything',
    'minimal',
    'refresh-minimal',
  ],
  'credentials-exchange': ['full', 'minimal'],
  'custom-token-exchange': ['full', 'with-actor', 'minimal'],
} as const;

export type SampleEvent<T extends ActionTrigger> = (typeof SAMPLE_EVENTS)[T][number];

/**
 * An event as a tenant sends it, with `changes` merged in (RFC 7396: objects member by member, null takes one out, anything else replaces). A
 * fresh copy each time.
 */
export function sampleEvent<T extends ActionTrigger>(
  trigger: T,
  name: SampleEvent<T> = SAMPLE_EVENTS[trigger][0],
  changes: JsonObject = {},
): JsonObject {
  const file = new URL(`../../fixtures/${trigger}/${name}.json`, import.meta.url);
  const event = JSON.parse(readFileSync(file, 'utf8')) as Json; // sound: the parser makes nothing else
  return merged(event, changes) as JsonObject; // sound: an object merged into anything is an object
}

function merged(value: Json, changes: Json): Json {
  if (!isMembers(changes)) return changes;
  const result: Record<string, Json> = isMembers(value) ? { ...value } : {};
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) delete result[name];
    else result[name] = merged((own(result, name) as Json | undefined) ?? null, change); // sound: members of JSON are JSON
  }
  return result;
}
