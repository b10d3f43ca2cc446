// SPDX-License-Identifier: Apache-2.0
import type { StoredCheckpoint } from '../log-store.ts';
import { openAppender } from './appender.ts';
import { rawLines } from './raw-lines.ts';

const checkpointsPath = (path: string): string => `${path}.checkpoints.jsonl`;

/** The checkpoints of a log, in the order of their sizes. */
export const checkpointsOf = async (path: string): Promise<readonly StoredCheckpoint[]> =>
  (await read(path)).checkpoints;

/** Adds a checkpoint, where there is none of its size. */
export async function addCheckpoint(path: string, checkpoint: StoredCheckpoint): Promise<void> {
  const { checkpoints, end } = await read(path);
  const { size, note, frontier, time } = checkpoint;
  if (checkpoints.some((other) => other.size === size)) return;
  const roots = frontier.roots.map((root) => Buffer.from(root).toString('base64'));
  const file = await openAppender(checkpointsPath(path), end);
  try {
    await file.append(`${JSON.stringify({ size, note, roots, time })}\n`);
  } finally {
    await file.close();
  }
}

/** Also where the last whole line ends. */
async function read(
  path: string,
): Promise<{ readonly checkpoints: readonly StoredCheckpoint[]; readonly end: number }> {
  const checkpoints: StoredCheckpoint[] = [];
  let end = 0;
  for await (const lines of rawLines(checkpointsPath(path)))
    for (const line of lines) {
      if (!line.isEnded) break; // torn
      end = line.end;
      const { size, note, roots, time } = JSON.parse(line.text) as Line; // sound: we wrote it
      checkpoints.push({
        size,
        note,
        frontier: { size, roots: roots.map((root) => Buffer.from(root, 'base64')) },
        time,
      });
    }
  return { checkpoints: checkpoints.sort((a, b) => a.size - b.size), end };
}

interface Line {
  readonly size: number;
  readonly note: string;
  readonly roots: readonly string[];
  readonly time: number;
}
