// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import type { Question, Tally } from '../question.ts';
import type { Shapes } from './shapes.ts';

/** How often each shape was met. Without a subject it is answered from the index by shape and time alone. */
export function tallyOf(db: DatabaseSync, shapes: Shapes, question: Question, bucketMs?: number): readonly Tally[] {
  const { since, until, subject, terms } = question;
  const matching = shapes.matching(terms);
  if (matching?.size === 0) return [];
  const conditions = [
    ...(matching === undefined ? [] : [`shape IN (${[...matching].join(',')})`]),
    ...(since === undefined ? [] : ['time >= ?']),
    ...(until === undefined ? [] : ['time < ?']),
    ...(subject === undefined ? [] : ['subject = ?']),
    '1',
  ];
  const bucket = bucketMs === undefined ? '0' : `time - time % ${Math.trunc(bucketMs)}`;
  const rows = db
    .prepare(
      `SELECT shape, ${bucket} AS bucket, count(*) AS count, min(time) AS first, max(time) AS last FROM entry WHERE ${conditions.join(' AND ')} GROUP BY 1, 2 ORDER BY 2, 1`,
    )
    .all(...[since, until, subject].filter((value) => value !== undefined));
  return rows.map(({ shape, ...numbers }) => ({
    shape: shapes.shapeOf(Number(shape)),
    ...(numbers as unknown as Omit<Tally, 'shape'>), // sound: the columns asked for
  }));
}
