// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import type { Shape } from '../../entry/shape.ts';
import { termsOf } from '../../entry/terms.ts';
import type { Question } from '../question.ts';
import { headOf } from './head.ts';
import { parseLine } from './line.ts';
import { readLog } from './read-log.ts';

/** An entry that answers a question. */
export interface Match {
  readonly entry: StoredEntry;
  readonly shape: Shape;
}

/** Every entry that answers, in the order of the file. Lines of another time or without the subject are not read. */
export async function* matching(path: string, question: Question): AsyncGenerator<Match> {
  // a line of another writer may say a letter beyond ASCII by its number
  const isPlain = /^[ -~]*$/.test(question.subject ?? '');
  const subject = question.subject === undefined || !isPlain ? undefined : JSON.stringify(question.subject);
  for await (const { lines } of readLog(path))
    for (const { text, number, position } of lines) {
      const head = headOf(text);
      if (head !== undefined && !isWithin(head.time, question)) continue;
      if (subject !== undefined && !text.includes(subject)) continue;
      const { entry, shape } = parseLine(text, { path, number });
      if (answers(entry, shape, question)) yield { entry: { ...entry, position }, shape };
    }
}

const isWithin = (time: number, { since = -Infinity, until = Infinity }: Question): boolean =>
  time >= since && time < until;

function answers(entry: Pick<StoredEntry, 'time' | 'subject'>, shape: Shape, question: Question): boolean {
  if (!isWithin(entry.time, question)) return false;
  if (question.subject !== undefined && question.subject !== entry.subject) return false;
  if (question.terms === undefined) return true;
  const terms = new Set(termsOf(shape));
  return question.terms.every((any) => any.some((term) => terms.has(term)));
}
