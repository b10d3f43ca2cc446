// SPDX-License-Identifier: Apache-2.0
import type { Question, Tally } from '../question.ts';
import { conditionsOf } from './conditions.ts';
import { daysWith } from './days.ts';
import type { Db } from './db.ts';
import type { Shapes } from './shapes.ts';
import { daysWithin, MAX_DAYS } from './walk.ts';

interface Counted extends Omit<Tally, 'shape'> {
  readonly shape: number;
}

/** How often each shape was met. Without a subject it is answered from the index by shape and time alone. */
export async function tallyOf(
  db: Db,
  shapes: Shapes,
  question: Question,
  bucketMs?: number,
): Promise<readonly Tally[]> {
  const matching = await shapes.matching(question.terms);
  if (matching?.length === 0) return [];
  const those = await daysWith(db, { subject: question.subject, shapes: matching });
  const days = daysWithin(those, question).map(({ day }) => day);
  const counted = new Map<string, Counted>();
  for (let at = 0; at < days.length; at += MAX_DAYS)
    for (const of of await count(db, matching, question, bucketMs, days.slice(at, at + MAX_DAYS))) {
      const name = `${of.bucket} ${of.shape}`;
      counted.set(name, sum(counted.get(name), of));
    }
  const ordered = [...counted.values()].toSorted((a, b) => a.bucket - b.bucket || a.shape - b.shape);
  const known = await shapes.shapesOf([...new Set(ordered.map(({ shape }) => shape))]);
  return ordered.map(({ shape, ...numbers }) => ({ shape: known.get(shape)!, ...numbers })); // sound: all were asked for
}

/** An entry may lie a little outside its day, so one bucket may come from two. */
const sum = (before: Counted | undefined, now: Counted): Counted =>
  before === undefined
    ? now
    : {
        ...now,
        count: before.count + now.count,
        first: Math.min(before.first, now.first),
        last: Math.max(before.last, now.last),
      };

async function count(
  { query, s }: Db,
  matching: readonly number[] | undefined,
  question: Question,
  bucketMs: number | undefined,
  days: readonly string[],
): Promise<readonly Counted[]> {
  const { where, values, add } = conditionsOf(question);
  const shape = matching === undefined ? '' : ` AND e.shape = ANY(${add(matching)}::integer[])`;
  const bucket = bucketMs === undefined ? '0' : `e.time - e.time % ${add(Math.trunc(bucketMs))}::bigint`;
  const rows = await query(
    `SELECT e.shape, ${bucket} AS bucket, count(*) AS count, min(e.time) AS first, max(e.time) AS last
     FROM ${s}.entry e WHERE e.day = ANY(${add(days)}::date[])${where}${shape} GROUP BY 1, 2`,
    values,
  );
  return rows.map((row) => ({
    shape: Number(row['shape']),
    bucket: Number(row['bucket']),
    count: Number(row['count']),
    first: Number(row['first']),
    last: Number(row['last']),
  }));
}
