// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { jsonResponse } from './json-response.ts';
import type { Answer } from './context.ts';
import type { Status } from './group-commit.ts';
import { readJson } from './read-body.ts';
import { problemResponse, type Refusal } from './refusal.ts';

/** Takes a post of records: 202 once all of it is safe, with what became of each. */
export const postRecords: Answer = async ({ request, bearer, ports }) => {
  const body = await readJson(request);
  if (!body.ok) return problemResponse(body.refusal);
  const post = ports.parse(body.value.json, body.value.bytes);
  if (!post.ok) return problemResponse(post.refusal);
  const { writer, contents, redacted } = post.value;
  const writers = contents.flatMap((content) => (content.kind === 'loss' ? [content.lost.writer] : []));
  if (![writer, ...writers].every((name) => name.startsWith(bearer.writerPrefix)))
    return problemResponse({
      status: 403,
      code: 'ERR_COLLECTOR',
      detail: `this token writes for writers whose names begin with \`${bearer.writerPrefix}\``,
    });
  try {
    const statuses = await ports.append(contents);
    const results = contents.map(({ seq }, at) => resultOf(seq, statuses[at]));
    return jsonResponse({ results, redacted }, 202);
  } catch (cause) {
    return problemResponse(unavailable(cause));
  }
};

const resultOf = (seq: number, status: Status | undefined): object =>
  status === 'conflict' ? { seq, status, code: 'ERR_RECORD_CONFLICT' } : { seq, status };

/** But for a record that is too large nothing that the caller did: it keeps its records, and comes again. */
function unavailable(cause: unknown): Refusal {
  const code = isAssayError(cause) ? cause.code : 'ERR_SINK_WRITE';
  const headers = { 'retry-after': '1' };
  if (code === 'ERR_RECORD_INVALID')
    return { status: 413, code, detail: 'the store of the log takes no record as large as one of these' };
  if (code === 'ERR_LOG_QUEUE') return { status: 429, code, detail: 'too many records wait already', headers };
  return { status: 503, code, detail: 'the store of the log did not take it: send it again', headers };
}
