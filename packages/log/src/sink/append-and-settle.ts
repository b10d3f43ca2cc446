// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../entry/entry.ts';
import { keyOf } from '../entry/make-entry.ts';
import type { Appended } from '../store/log-store.ts';
import type { Target } from './target.ts';

/** So many outcomes wait at most; what they would have explained is then a gap that `assay log verify` finds. */
const MAX_WAITING = 10_000;

/**
 * What appends contents, and writes what became of decisions that were not stored: a repeat, or the loss of one that conflicts. So the numbers of their writer have no
 * gap that nobody explains, whether or not the writer is still there to hear of it. It rejects where the contents were not taken; outcomes that were not are written with what comes
 * next, for what they are about is safe already.
 */
export function createSettlingAppend(
  target: Pick<Target, 'append'>,
  clock: () => number,
): (contents: readonly Content[]) => Promise<readonly Appended[]> {
  let waiting: readonly Content[] = [];

  const settle = async (): Promise<void> => {
    const now = waiting;
    await target.append(now);
    waiting = waiting.filter((content) => !now.includes(content));
  };

  return async (contents) => {
    const results = contents.length === 0 ? [] : await target.append(contents);
    const time = new Date(clock()).toISOString();
    const outcomes = contents.flatMap((content, at) => outcomeOf(content, results[at], time));
    waiting = [...waiting, ...outcomes].slice(-MAX_WAITING);
    if (waiting.length > 0) await settle().catch(() => undefined);
    return results;
  };
}

function outcomeOf(content: Content, result: Appended | undefined, time: string): readonly Content[] {
  if (content.kind !== 'decision') return [];
  const { writer, seq } = content;
  if (result === 'repeated') return [{ kind: 'repeat', writer, seq, time, of: keyOf(content) }];
  if (result !== 'conflict') return [];
  return [{ kind: 'loss', writer, seq, time, lost: { writer, from: seq, to: seq }, reason: 'ERR_RECORD_CONFLICT' }];
}
