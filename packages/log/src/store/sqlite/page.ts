// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import { formatCursor, parseCursor, type Cursor } from '../cursor.ts';
import type { Page } from '../log-store.ts';
import type { PageRequest, Question } from '../question.ts';
import { ENTRY_COLUMNS, entryOfRow, type EntryRow } from './rows.ts';
import type { Shapes } from './shapes.ts';

/** Up to here each shape is looked up by itself; with more of them most entries match, and looking through the time costs less. */
const MAX_MERGED = 64;

interface Found extends Cursor {
  readonly position: number;
}

type Parameter = string | number;

/** One page of an answer. The place of every entry is found in an index; only those of the page are read. */
export function pageOf(db: DatabaseSync, shapes: Shapes, question: Question, request: PageRequest): Page {
  const { limit } = request;
  const found = find(db, shapes, question, request, limit + 1);
  const shown = found.slice(0, limit);
  const read = db.prepare(`SELECT ${ENTRY_COLUMNS} WHERE e.position = ?`);
  const entries = shown.map(({ position }) => entryOfRow(read.get(position) as unknown as EntryRow)); // sound: the columns asked for
  const last = shown.at(-1);
  return { entries, ...(found.length > limit && last && { next: formatCursor(last) }) };
}

function find(
  db: DatabaseSync,
  shapes: Shapes,
  question: Question,
  request: PageRequest,
  limit: number,
): readonly Found[] {
  const matching = shapes.matching(question.terms);
  const { subject } = question;
  if (matching?.size === 0) return [];
  const isNewestFirst = request.order !== 'oldest';
  const { where, parameters } = within(question, request, isNewestFirst);
  const direction = isNewestFirst ? 'DESC' : 'ASC';
  const select = (conditions: readonly string[], given: readonly Parameter[]): readonly Found[] =>
    db
      .prepare(
        `SELECT position, time, key FROM entry WHERE ${[...conditions, ...where, '1'].join(' AND ')} ORDER BY time ${direction}, key ${direction} LIMIT ?`,
      )
      .all(...given, ...parameters, limit) as unknown as Found[]; // sound: the columns asked for
  const among = matching === undefined ? [] : [`shape IN (${[...matching].join(',')})`];
  if (subject !== undefined) return select(['subject = ?', ...among], [subject]);
  // \`+\` keeps SQLite from taking the index by shape, and sorting all it finds there
  if (matching === undefined || matching.size > MAX_MERGED)
    return select(
      among.map((condition) => `+${condition}`),
      [],
    );
  const merged = [...matching].flatMap((shape) => select(['shape = ?'], [shape]));
  return merged.toSorted((a, b) => (isNewestFirst ? inOrder(b, a) : inOrder(a, b))).slice(0, limit);
}

const inOrder = (a: Found, b: Found): number => a.time - b.time || (a.key < b.key ? -1 : 1);

function within(
  { since, until }: Question,
  { after }: PageRequest,
  isNewestFirst: boolean,
): { readonly where: readonly string[]; readonly parameters: readonly Parameter[] } {
  const where: string[] = [];
  const parameters: Parameter[] = [];
  const add = (condition: string, ...values: readonly Parameter[]): void => {
    where.push(condition);
    parameters.push(...values);
  };
  if (since !== undefined) add('time >= ?', since);
  if (until !== undefined) add('time < ?', until);
  if (after !== undefined) {
    const { time, key } = parseCursor(after);
    add(isNewestFirst ? '(time, key) < (?, ?)' : '(time, key) > (?, ?)', time, key);
  }
  return { where, parameters };
}
