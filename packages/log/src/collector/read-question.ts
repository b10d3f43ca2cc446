// SPDX-License-Identifier: Apache-2.0
import { AssayError, isAssayError, type Problem } from '@assay/core/errors';
import { questionOf } from '../ask/question-of.ts';
import { FACETS } from '../entry/terms.ts';
import { parseCursor } from '../store/cursor.ts';
import type { PageRequest, Question } from '../store/question.ts';
import type { Ports } from './context.ts';
import { made, refused, type Result } from './refusal.ts';

/** What is asked for in the query of an address. */
export interface AskedFor {
  readonly question: Question;
  readonly page: Omit<PageRequest, 'limit'>;
  /** Absent: as the route has it. */
  readonly limit?: number;
}

const MAX_LIMIT = 1000;
const MAX_VALUE = 1000;
/** Every name that a question may have; of the others each may be given once. */
export const QUESTION_PARAMETERS: readonly string[] = [...Object.keys(FACETS), 'subject', 'since', 'until'];
export const PAGE_PARAMETERS: readonly string[] = ['limit', 'after', 'order'];
const ONCE = new Set(['subject', 'since', 'until', ...PAGE_PARAMETERS]);

/** Reads the question of a query. A facet may be given several times: one of its values has to hold. */
export function readQuestion(
  query: URLSearchParams,
  { clock, subjectOf }: Pick<Ports, 'clock' | 'subjectOf'>,
  { isPaged }: { readonly isPaged: boolean },
): Result<AskedFor> {
  const known = new Set(isPaged ? [...QUESTION_PARAMETERS, ...PAGE_PARAMETERS] : QUESTION_PARAMETERS);
  const problems: Problem[] = [];
  const asked: Record<string, string | readonly string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const path = `/${name.slice(0, 100)}`;
    if (!known.has(name)) problems.push({ path, message: 'is nothing that can be asked by' });
    else if (values.some((value) => value.length > MAX_VALUE || value === ''))
      problems.push({ path, message: `expected 1 to ${MAX_VALUE} characters` });
    else if (ONCE.has(name) && values.length > 1) problems.push({ path, message: 'expected once' });
    else asked[name] = ONCE.has(name) ? (values[0] ?? '') : values;
  }
  const { limit, after, order, ...rest } = asked;
  const count = limit === undefined ? undefined : Number(limit);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= MAX_LIMIT))
    problems.push({ path: '/limit', message: `expected a number from 1 to ${MAX_LIMIT}` });
  if (order !== undefined && order !== 'newest' && order !== 'oldest')
    problems.push({ path: '/order', message: 'expected `newest` or `oldest`' });
  const question = questionOf(rest, clock());
  if (!question.ok) problems.push(...question.problems);
  if (problems.length > 0 || !question.ok)
    return refused({ status: 400, code: 'ERR_COLLECTOR', detail: 'this cannot be asked', problems });
  const cursor = typeof after === 'string' ? cursorProblem(after) : undefined;
  if (cursor !== undefined)
    return refused({
      status: 400,
      code: cursor.code,
      detail: 'this page does not exist',
      problems: [{ path: '/after', message: cursor.message }],
    });
  const { subject } = question.value;
  return made({
    question: { ...question.value, ...(subject !== undefined && { subject: subjectOf(subject) }) },
    page: { ...(typeof after === 'string' && { after }), ...(order === 'oldest' && { order }) },
    ...(count !== undefined && { limit: count }),
  });
}

function cursorProblem(after: string): AssayError | undefined {
  try {
    parseCursor(after);
    return undefined;
  } catch (cause) {
    if (isAssayError(cause)) return cause;
    throw cause;
  }
}
