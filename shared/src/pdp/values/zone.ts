// SPDX-License-Identifier: Apache-2.0

import type { Meter } from '../eval/work.ts';

/** A formatter is slow to make (about 50 us) and a policy needs few. Names may come from a request: no more than these are kept, and one decision may name no more. */
const MAX_ZONES = 32;
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

/**
 * How far the clocks of a time zone are ahead of UTC at that time, both in milliseconds: a fixed offset (`+05:30`, `-02:00`, cel-spec "Timezones")
 * or a name of the IANA database. Undefined for any other text, and for a name too many.
 */
export function offsetOf(zone: string, milliseconds: number, meter: Meter): number | undefined {
  const isFixed = /^[+-]?(0\d|1[0-4]):[0-5]\d$/.test(zone);
  // said as `2/13/2009, GMT-06:00`, with seconds where a place kept its own time; without anything where it is that of UTC
  const clock = isFixed ? zone : formatterOf(zone, meter)?.format(milliseconds).split('GMT')[1];
  if (clock === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = clock.replace(/^[+-]/, '').split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * (clock.startsWith('-') ? -1000 : 1000);
}

function formatterOf(zone: string, meter: Meter): Intl.DateTimeFormat | undefined {
  const named = (meter.zones ??= new Set());
  if (named.size < MAX_ZONES) named.add(zone);
  if (!named.has(zone)) return undefined;
  if (!formatters.has(zone)) {
    if (formatters.size >= MAX_ZONES) formatters.clear();
    formatters.set(zone, undefined);
    try {
      // further offsets are known to some hosts and not to others: a name begins with a letter
      if (/^[a-z]/i.test(zone))
        formatters.set(zone, new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }));
    } catch {
      // there is no time zone of that name
    }
  }
  return formatters.get(zone);
}
