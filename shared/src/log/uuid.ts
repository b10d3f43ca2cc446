// SPDX-License-Identifier: Apache-2.0

/** A UUIDv7 (RFC 9562 section 5.7) of a time, in milliseconds since 1970, whose 74 bits of chance are the first of `hex`: 19 hexadecimal digits or more, in lower case. */
export function uuidOf(time: number, hex: string): string {
  const when = time.toString(16).padStart(12, '0');
  const variant = (8 + (Number.parseInt(hex.charAt(3), 16) % 4)).toString(16);
  return `${when.slice(0, 8)}-${when.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`;
}
