// SPDX-License-Identifier: Apache-2.0
import { parseCursor } from '../cursor.ts';
import type { PageRequest, Question } from '../question.ts';
import { digestOf } from './digest.ts';

/** A part of a statement, and what stands for its numbered parameters. */
export interface Conditions {
  /** Behind `AND`, of `e`. */
  readonly where: string;
  readonly values: readonly unknown[];
  /** One more value; returns its name in the statement. */
  readonly add: (value: unknown) => string;
}

/** What a question says of the time, the subject and where the page before ended. */
export function conditionsOf({ since, until, subject }: Question, request?: PageRequest): Conditions {
  const values: unknown[] = [];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const where: string[] = [];
  if (subject !== undefined) where.push(`e.subject = ${add(digestOf(subject))}::bytea`);
  if (since !== undefined) where.push(`e.time >= ${add(since)}::bigint`);
  if (until !== undefined) where.push(`e.time < ${add(until)}::bigint`);
  if (request?.after !== undefined) {
    const { time, key } = parseCursor(request.after);
    where.push(`(e.time, e.key) ${request.order === 'oldest' ? '>' : '<'} (${add(time)}::bigint, ${add(key)}::text)`);
  }
  return { where: where.map((condition) => ` AND ${condition}`).join(''), values, add };
}
