// SPDX-License-Identifier: Apache-2.0
import type { Content } from '../entry/entry.ts';
import { keyOf } from '../entry/make-entry.ts';
import type { Appended } from '../store/log-store.ts';
import type { Target } from './target.ts';

/**
 * Appends contents, and writes what became of decisions that were not stored: a repeat, or the loss of one that conflicts. So the numbers of their writer have no gap
 * that nobody explains, whether or not the writer is still there to hear of it. Rejects where either failed; all of it may come again.
 */
export async function appendAndSettle(
  target: Pick<Target, 'append'>,
  contents: readonly Content[],
  clock: () => number,
): Promise<readonly Appended[]> {
  const results = await target.append(contents);
  const time = new Date(clock()).toISOString();
  const outcomes = contents.flatMap((content, at) => outcomeOf(content, results[at], time));
  if (outcomes.length > 0) await target.append(outcomes);
  return results;
}

function outcomeOf(content: Content, result: Appended | undefined, time: string): readonly Content[] {
  if (content.kind !== 'decision') return [];
  const { writer, seq } = content;
  if (result === 'repeated') return [{ kind: 'repeat', writer, seq, time, of: keyOf(content) }];
  if (result !== 'conflict') return [];
  return [{ kind: 'loss', writer, seq, time, lost: { writer, from: seq, to: seq }, reason: 'ERR_RECORD_CONFLICT' }];
}
