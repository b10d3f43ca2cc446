// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { countOf } from './dropped.ts';
import { headOf } from './head.ts';
import { parseLine } from './line.ts';
import { readLog, type PlacedLine } from './read-log.ts';

/** Where an entry is. */
export type Place = Pick<PlacedLine, 'offset' | 'number' | 'position'>;

/** What a writer knows of its file. */
export interface KeyIndex {
  readonly places: Map<string, Place>;
  /** Where the last whole line ends. */
  readonly end: number;
  /** The number of the line that comes next. */
  readonly next: number;
  /** Whether that line has its line break. */
  readonly isEnded: boolean;
  /** Leaves, those that were dropped among them. */
  readonly size: number;
}

/** More keys than this are no longer held in memory: some 200 bytes each. */
export const MAX_ENTRIES = 5_000_000;

/** Goes through the file once. Rejects with ERR_LOG_CORRUPT, ERR_STORE_VERSION or ERR_STORE_FULL. */
export async function indexKeys(path: string): Promise<KeyIndex> {
  const places = new Map<string, Place>();
  let size: number | undefined;
  let end = 0;
  let next = 1;
  let isEnded = true;
  for await (const { lines, dropped, last } of readLog(path)) {
    size = (size ?? countOf(dropped)) + lines.length;
    if (places.size + lines.length > MAX_ENTRIES)
      throw new AssayError(
        'ERR_STORE_FULL',
        `the log \`${path}\` holds more than ${MAX_ENTRIES} entries: SQLite keeps more`,
      );
    for (const { text, number, offset, position } of lines) {
      const { key } = headOf(text) ?? parseLine(text, { path, number }).entry;
      if (!places.has(key)) places.set(key, { offset, number, position });
    }
    if (last === undefined) continue;
    ({ end, isEnded } = last);
    next = last.number + 1;
  }
  return { places, end, next, isEnded, size: size ?? 0 };
}
