// SPDX-License-Identifier: Apache-2.0
import { formatCursor } from '../cursor.ts';
import type { Page } from '../log-store.ts';
import type { PageRequest, Question } from '../question.ts';
import type { StoredEntry } from '../../entry/entry.ts';
import { conditionsOf } from './conditions.ts';
import type { Db, Row } from './db.ts';
import { dayOfKey, daysWith } from './days.ts';
import { ENTRY_COLUMNS, entryOfRow, positionIn } from './rows.ts';
import type { Shapes } from './shapes.ts';
import { daysWithin, walk } from './walk.ts';

/** Up to here each shape is looked up by itself; with more of them most entries match, and looking through the time costs less. */
const MAX_MERGED = 64;

/** One page of an answer, day by day. */
export async function pageOf(db: Db, shapes: Shapes, question: Question, request: PageRequest): Promise<Page> {
  const matching = await shapes.matching(question.terms);
  if (matching?.length === 0) return { entries: [] };
  const limit = request.limit + 1;
  const days = await daysWith(db, { subject: question.subject, shapes: matching });
  const found = await walk(daysWithin(days, question, request), { ...request, limit }, (some) =>
    find(db, matching, question, { ...request, limit }, some),
  );
  const entries = found.slice(0, request.limit);
  const last = entries.at(-1);
  return { entries, ...(found.length > entries.length && last && { next: formatCursor(last) }) };
}

async function find(
  { query, s }: Db,
  matching: readonly number[] | undefined,
  question: Question,
  request: PageRequest,
  days: readonly string[],
): Promise<readonly StoredEntry[]> {
  const { where, values, add } = conditionsOf(question, request);
  const direction = request.order === 'oldest' ? 'ASC' : 'DESC';
  const those = add(days);
  const limit = add(request.limit);
  const select = (condition: string): string =>
    `SELECT ${ENTRY_COLUMNS} FROM ${s}.entry e WHERE e.day = ANY(${those}::date[])${where}${condition} ORDER BY e.time ${direction}, e.key ${direction} LIMIT ${limit}::bigint`;
  const found = ((): string => {
    if (matching === undefined) return select('');
    const list = `${add(matching)}::integer[]`;
    // `+ 0` keeps the server from taking the index by shape, and sorting all it finds there
    if (question.subject !== undefined || matching.length > MAX_MERGED)
      return select(` AND e.shape + 0 = ANY(${list})`);
    return `SELECT f.* FROM unnest(${list}) AS m (shape), LATERAL (${select(' AND e.shape = m.shape')}) f`;
  })();
  const rows = await query(
    `SELECT f.*, ${positionIn(s, 'f')} FROM (${found}) f ORDER BY f.time ${direction}, f.key ${direction} LIMIT ${limit}::bigint`,
    values,
  );
  return rows.map(entryOfRow);
}

/** The entries of a decision by its id. */
export async function readEntries({ query, s }: Db, id: string): Promise<readonly StoredEntry[]> {
  const range = [`${id}.`, `${id}/`];
  const day = dayOfKey(id);
  const odd = (): Promise<readonly Row[]> =>
    query(`SELECT DISTINCT day::text FROM ${s}.odd_key WHERE key >= $1 AND key < $2`, range);
  const days = day === undefined ? (await odd()).map((row) => row['day']) : [day];
  const rows = await query(
    `SELECT ${ENTRY_COLUMNS}, ${positionIn(s, 'e')} FROM ${s}.entry e
     WHERE e.day = ANY($3::date[]) AND e.key >= $1 AND e.key < $2 ORDER BY e.key`,
    [...range, days],
  );
  return rows.map(entryOfRow).filter(({ kind }) => kind === 'decision');
}
