// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { pagesOf } from '../ask/pages-of.ts';
import type { Content, StoredEntry } from '../entry/entry.ts';
import { contentOf } from '../entry/reveal.ts';
import { formatCursor } from '../store/cursor.ts';
import type { LogStore, Page } from '../store/log-store.ts';
import type { PageRequest, Question } from '../store/question.ts';
import type { Answer } from './context.ts';
import { jsonResponse } from './json-response.ts';
import { readQuestion } from './read-question.ts';
import { problemResponse } from './refusal.ts';

/** What was decided, by what is asked: a page in JSON, or (`Accept: application/jsonl`) all of it, a record on each line. */
export const readRecords: Answer = async ({ url, request, ports }) => {
  const asked = readQuestion(url.searchParams, ports, { isPaged: true });
  if (!asked.ok) return problemResponse(asked.refusal);
  const { question, limit, page } = asked.value;
  if (accepts(request, 'application/jsonl')) return streamed(ports.store, question, page, limit);
  return jsonResponse(bounded(await ports.store.page(question, { ...page, limit: limit ?? DEFAULT_LIMIT })));
};

/** The records of a page, or as many of the first as an answer may be long: the rest comes with `next`. */
function bounded({ entries, next }: Page): { readonly records: readonly object[]; readonly next?: string } {
  let bytes = 0;
  const over = entries.findIndex(({ body, openings }) => (bytes += body.length + openings.length) > MAX_PAGE);
  const last = over < 0 ? undefined : entries[Math.max(0, over - 1)];
  const shown = over < 0 ? entries : entries.slice(0, Math.max(1, over));
  const after = last === undefined ? next : formatCursor(last);
  return { records: shown.map(shownOf), ...(after !== undefined && { next: after }) };
}

/** The records of one decision. */
export const readRecord: Answer = async ({ id, ports }) => {
  const entries = await ports.store.read(id);
  if (entries.length > 0) return jsonResponse({ records: entries.map(shownOf) });
  return problemResponse(notThere(id));
};

/** A decision the log does not have. */
export const notThere = (id: string): Parameters<typeof problemResponse>[0] => ({
  status: 404,
  code: 'ERR_LOG_NOT_FOUND',
  detail: `the log has no decision \`${id}\``,
});

const DEFAULT_LIMIT = 50;
/** Characters of a page, about. */
const MAX_PAGE = 8 * 1024 * 1024;
const STREAM_PAGE = 200;

const accepts = (request: Request, type: string): boolean =>
  (request.headers.get('accept') ?? '').split(',').some((part) => part.split(';')[0]?.trim().toLowerCase() === type);

/** A decision is its record; another entry is what it says. */
function shownOf(entry: StoredEntry): DecisionRecord | Content {
  const content = contentOf(entry);
  return content.kind === 'decision' ? content.record : content;
}

function streamed(
  store: LogStore,
  question: Question,
  page: Omit<PageRequest, 'limit'>,
  limit = Number.POSITIVE_INFINITY,
): Response {
  const entries = pagesOf(store, question, { ...page, limit: Math.min(STREAM_PAGE, limit) });
  const encoder = new TextEncoder();
  let left = limit;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = left > 0 ? await entries.next() : { done: true as const, value: undefined };
      left--;
      if (next.done === true) {
        controller.close();
        await entries.return(undefined);
      } else controller.enqueue(encoder.encode(`${JSON.stringify(shownOf(next.value))}\n`));
    },
    cancel: async () => void (await entries.return(undefined)),
  });
  return new Response(body, { headers: { 'content-type': 'application/jsonl', 'cache-control': 'no-store' } });
}
