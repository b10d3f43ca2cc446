// SPDX-License-Identifier: Apache-2.0
import { formatDuration } from './duration.ts';
import { amountOf } from './numbers.ts';
import { Duration, Opaque, Timestamp } from './special.ts';
import { formatTimestamp } from './timestamp.ts';

/** A value as text, if it is of a type that has one. Throws TypeError for bytes that are not UTF-8. */
export function asText(value: unknown): string | undefined {
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Uint8Array) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  if (value instanceof Opaque) return value.text;
  const shown = typeof value === 'boolean' || typeof value === 'string' ? value : amountOf(value);
  return shown === undefined ? undefined : String(shown);
}
