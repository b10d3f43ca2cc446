// SPDX-License-Identifier: Apache-2.0
import { createPositions, parseDropped, type Dropped } from './dropped.ts';
import { rawLines, type RawLine } from './raw-lines.ts';

/** A line that holds an entry, and the leaf it is. */
export interface PlacedLine extends RawLine {
  readonly position: number;
}

/** What was read together, and what was dropped before it. */
export interface Chunk {
  readonly lines: readonly PlacedLine[];
  readonly dropped: Dropped;
  /** The last line that is whole, be it an entry's or not. */
  readonly last?: RawLine;
}

/** A log, some lines at once, in its order. A last line that was torn by a crash, or is being written, is left out. */
export async function* readLog(path: string): AsyncGenerator<Chunk> {
  let dropped: Dropped = [];
  let positionOf: (() => number) | undefined;
  for await (const raw of rawLines(path)) {
    const whole = raw.filter(isWhole);
    const last = whole.at(-1);
    let lines = whole;
    if (positionOf === undefined) {
      const head = parseDropped(raw[0]!.text); // sound: never empty
      if (head !== undefined) lines = whole.slice(1);
      dropped = head ?? [];
      positionOf = createPositions(dropped);
    }
    const next = positionOf;
    yield { lines: lines.map((line) => ({ ...line, position: next() })), dropped, ...(last && { last }) };
  }
}

/** Whether a line is all there: ended, or JSON all the same. */
export function isWhole({ text, isEnded }: RawLine): boolean {
  if (isEnded) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
