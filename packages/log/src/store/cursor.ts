// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';

/** Where a page ended: entries are in the order of their time, and of their keys within a millisecond. */
export interface Cursor {
  readonly time: number;
  readonly key: string;
}

/** A cursor as text; the same on every store. */
export const formatCursor = ({ time, key }: Cursor): string =>
  Buffer.from(`${time}:${key}`, 'utf8').toString('base64url');

/** Throws ERR_LOG_CURSOR for what no page ended with. */
export function parseCursor(text: string): Cursor {
  const [, time, key] = /^(\d{1,15}):(.{1,300})$/s.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (time === undefined || key === undefined)
    throw new AssayError('ERR_LOG_CURSOR', 'expected the `next` of an earlier page');
  return { time: Number(time), key };
}
