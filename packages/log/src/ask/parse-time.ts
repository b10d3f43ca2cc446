// SPDX-License-Identifier: Apache-2.0
import { parseDuration } from '@assay/core/model';

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** A time as people give it: a date (`2026-05-21`, UTC), a date and time (RFC 3339; UTC where no zone is said), or how long ago (`24h`). Undefined for anything else. */
export function parseTime(text: string, now: number): number | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return now - ago;
  if (!DATE.test(text)) return undefined;
  const time = Date.parse(text.includes('T') && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}
