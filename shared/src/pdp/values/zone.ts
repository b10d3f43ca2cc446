// SPDX-License-Identifier: Apache-2.0

/** A formatter is slow to make (about 50 us) and a policy needs few. Names may come from a request: no more than these are kept. */
const MAX_ZONES = 32;
const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

/**
 * How far the clocks of a time zone are ahead of UTC at that time, both in milliseconds: a fixed offset (`+05:30`, `-02:00`, cel-spec "Timezones")
 * or a name of the IANA database. Undefined for any other text.
 */
export function offsetOf(zone: string, milliseconds: number): number | undefined {
  const fixed = /^([+-]?)((?:0\d|1[0-4]):[0-5]\d)$/.exec(zone);
  if (fixed) return toMilliseconds(fixed[1], fixed[2]);
  // some hosts know further offsets by themselves, others do not
  const said = /^[a-z]/i.test(zone) ? formatterOf(zone)?.format(milliseconds) : undefined;
  // `2/13/2009, GMT-06:00`; with seconds where a place kept its own time; `GMT` alone is no offset
  const offset = said === undefined ? undefined : /GMT(?:([+-])([\d:]+))?$/.exec(said);
  return offset ? toMilliseconds(offset[1], offset[2]) : undefined;
}

function toMilliseconds(sign = '', clock = '0'): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Number(`${sign}1`) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formatters.has(zone)) return formatters.get(zone);
  if (formatters.size >= MAX_ZONES) formatters.clear();
  let formatter: Intl.DateTimeFormat | undefined;
  try {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    // no time zone of that name
  }
  formatters.set(zone, formatter);
  return formatter;
}
