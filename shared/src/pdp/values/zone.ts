// SPDX-License-Identifier: Apache-2.0

/** A formatter is slow to make (about 50 us) and a policy needs few. Names may come from a request: no more than these are kept. */
const MAX_ZONES = 32;
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

/**
 * How far the clocks of a time zone are ahead of UTC at that time, both in milliseconds: a fixed offset (`+05:30`, `-02:00`, cel-spec "Timezones")
 * or a name of the IANA database. Undefined for any other text.
 */
export function offsetOf(zone: string, milliseconds: number): number | undefined {
  const isFixed = /^[+-]?(0\d|1[0-4]):[0-5]\d$/.test(zone);
  // said as `2/13/2009, GMT-06:00`, with seconds where a place kept its own time; without anything where it is that of UTC
  const clock = isFixed ? zone : formatterOf(zone)?.format(milliseconds).split('GMT')[1];
  if (clock === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = clock.replace(/^[+-]/, '').split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * (clock.startsWith('-') ? -1000 : 1000);
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(zone)) {
    if (formatters.size >= MAX_ZONES) formatters.clear();
    formatters.set(zone, createFormatter(zone));
  }
  return formatters.get(zone);
}

function createFormatter(zone: string): Intl.DateTimeFormat | undefined {
  // further offsets are known to some hosts and not to others: a name begins with a letter
  if (!/^[a-z]/i.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}
