// SPDX-License-Identifier: Apache-2.0
import type { Leaf } from '../log-store.ts';
import { openAppender } from './appender.ts';
import { countOf, droppedPath, formatDropped, formatLeaf, withDropped, type Dropped } from './dropped.ts';
import { formatLine, parseLine, type Line, type Writable } from './line.ts';
import { rawLines } from './raw-lines.ts';
import { readLog } from './read-log.ts';
import { replaceFile } from '../../replace-file.ts';

const DAY_MS = 86_400_000;

/** Takes salts, values and subjects of these keys out of the file, which is replaced whole. */
export async function eraseLines(path: string, keys: readonly string[]): Promise<void> {
  const erased = new Set(keys);
  await replaceFile(
    path,
    rewritten(path, undefined, ({ shape, entry }) =>
      erased.has(entry.key) ? { ...entry, openings: '{}', shape } : undefined,
    ),
  );
}

/** Drops the entries of a day, or none where they are not as many as `expected`, after their leaves were brought to safety. Returns how many it dropped. */
export async function dropDay(path: string, day: string, expected?: number): Promise<number> {
  const from = Date.parse(day);
  const isOfDay = (time: number): boolean => time >= from && time < from + DAY_MS;
  const leaves: Leaf[] = [];
  let before: Dropped = [];
  for await (const { lines, dropped } of readLog(path)) {
    before = dropped;
    for (const { text, number, position } of lines) {
      const { key, leaf, time } = parseLine(text, { path, number }).entry;
      if (isOfDay(time)) leaves.push({ position, key, hash: leaf });
    }
  }
  if (leaves.length === 0 || leaves.length !== (expected ?? leaves.length)) return 0;
  await keepLeaves(path, countOf(before), leaves);
  const dropped = withDropped(
    before,
    leaves.map(({ position }) => position),
  );
  await replaceFile(
    path,
    rewritten(path, dropped, ({ entry }) => (isOfDay(entry.time) ? 'dropped' : undefined)),
  );
  return leaves.length;
}

/** Behind the lines that count; what an unfinished drop left there is cut off. */
async function keepLeaves(path: string, count: number, leaves: readonly Leaf[]): Promise<void> {
  let end = 0;
  let read = 0;
  for await (const lines of rawLines(droppedPath(path))) for (const line of lines) if (read++ < count) end = line.end;
  const file = await openAppender(droppedPath(path), end);
  try {
    await file.append(leaves.map(formatLeaf).join(''));
  } finally {
    await file.close();
  }
}

/** The lines of a file, changed. `undefined` leaves a line as it is; what said nothing of its writer does from now on, because it is told by where the line was. */
async function* rewritten(
  path: string,
  dropped: Dropped | undefined,
  change: (line: Line) => Writable | 'dropped' | undefined,
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const chunk of readLog(path)) {
    let texts = '';
    const head = dropped ?? chunk.dropped;
    if (isFirst && head.length > 0) texts = formatDropped(head);
    isFirst = false;
    for (const { text, number } of chunk.lines) {
      const line = parseLine(text, { path, number });
      const changed = change(line);
      if (changed === 'dropped') continue;
      if (changed !== undefined) texts += formatLine(changed);
      else texts += line.isNumbered ? `${text}\n` : formatLine({ ...line.entry, shape: line.shape });
    }
    yield texts;
  }
}
