// SPDX-License-Identifier: Apache-2.0

/** Texts beside one a rule speaks of, where it is something with an order or an extent: a time, an address, a network, a version. Others have none. */
export function neighboursOf(text: string): readonly string[] {
  const seconds = secondsOf(text);
  if (seconds !== undefined) return [seconds - 1, seconds + 1, seconds - DAY, seconds + DAY].map(timeText);
  const network = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(text);
  if (network) return aroundNetwork(network[1] ?? '', Number(network[2] ?? 32));
  const network6 = /^([0-9a-fA-F:]*:[0-9a-fA-F:]*)\/\d{1,3}$/.exec(text);
  if (network6) return [network6[1] ?? '', '::1'];
  const version = /^(v?)(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(text);
  if (version) return aroundVersion(version[1] ?? '', version.slice(2).map(Number));
  return [];
}

/** The seconds since 1970 of an RFC 3339 time; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? Math.floor(Date.parse(text) / 1000) : NaN;
  return Number.isFinite(seconds) ? seconds : undefined;
}

const DAY = 86_400;

/** As times are written, without what is zero of a second. */
function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** The first address of a network and its last, and the two outside beside them. */
function aroundNetwork(address: string, bits: number): readonly string[] {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Math.min(bits, 32));
  const first = number - (number % size);
  const near = [first, first + size - 1, first + size, first - 1];
  return [...new Set(near)].flatMap((value) => (value >= 0 && value < 2 ** 32 ? [addressText(value)] : []));
}

function addressText(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}

function aroundVersion(prefix: string, [major = 0, minor = 0, patch = 0]: readonly number[]): readonly string[] {
  const before =
    patch > 0 ? [major, minor, patch - 1] : minor > 0 ? [major, minor - 1, 0] : [Math.max(0, major - 1), 0, 0];
  return [[major, minor, patch + 1], before].map((parts) => prefix + parts.join('.'));
}
