// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { targetOf } from '../sink/target.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Verifier } from '../tree/note.ts';
import type { Call, Ports } from './context.ts';
import { createGroupCommit } from './group-commit.ts';
import { createPostParser } from './parse-post.ts';
import { problemResponse } from './refusal.ts';
import { createRefusedRequests, type RefusedRequest } from './refused-requests.ts';
import { routesOf, type Route } from './routes.ts';
import { createSettlingAppend } from '../sink/append-and-settle.ts';
import { createSpilling, type CollectorProblem } from './spilling.ts';
import { readOf, type Read } from './read-log-line.ts';
import { bearerOf, LOCAL, type Principal, type TokenEntry } from './tokens.ts';

export interface CollectorOptions {
  /** Closed by whoever opened it, after the collector. */
  readonly store: LogStore;
  /** Absent: whoever reaches it may post and ask; only for this machine alone. */
  readonly tokens?: readonly TokenEntry[];
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The file of records that the store did not take; without one they are refused with 503. */
  readonly spill?: string;
  /** How long a store that failed is left alone, where there is a spill; one second, where absent. */
  readonly retryMs?: number;
  /** Records that may wait; 20,000, where absent. */
  readonly maxQueue?: number;
  /** The subject as the log has it, where its ids are keyed hashes. */
  readonly subjectOf?: (subject: string) => string;
  /** Of the key the log is sealed with; without it there are no proofs. */
  readonly verifier?: Verifier;
  readonly onProblem?: (problem: CollectorProblem) => void;
  /** Told of every question an auditor asks. */
  readonly onRead?: (read: Read) => void;
  /** Told of whoever is not known, or not allowed: at most of ten a second, and then of how many more there were. */
  readonly onRefused?: (refused: RefusedRequest) => void;
  /** Told of what should not happen. */
  readonly onError?: (cause: unknown) => void;
}

/** A collector of records, and who is asked about them. */
export interface Collector {
  /** Answers one request. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Resolves once nothing waits to be written. No request may come after it. */
  readonly close: () => Promise<void>;
}

/** The collector over a store. What an earlier one spilled is brought to the store first. */
export async function createCollector(options: CollectorOptions): Promise<Collector> {
  const { store, tokens, clock, spill, retryMs, maxQueue, onProblem, onRead, onRefused, onError } = options;
  const target = targetOf(store);
  const append = createSettlingAppend(target, clock);
  const spilling =
    spill === undefined
      ? undefined
      : createSpilling(append, {
          path: spill,
          ...(retryMs !== undefined && { retryMs }),
          ...(onProblem && { onProblem }),
        });
  await spilling?.drain();
  const commit = createGroupCommit(spilling?.append ?? append, maxQueue === undefined ? {} : { maxQueue });
  const ports: Ports = {
    store,
    append: commit.append,
    parse: createPostParser(clock),
    clock,
    subjectOf: options.subjectOf ?? ((subject) => subject),
    ...(options.verifier && { verifier: options.verifier }),
  };

  const refusedRequests = onRefused && createRefusedRequests(onRefused, clock);

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const { routes, id } = routesOf(url.pathname);
    const route = routes.find(({ method }) => method === request.method);
    if (route === undefined) return problemResponse(routes.length === 0 ? NO_ROUTE : notAllowed(routes));
    const bearer =
      tokens === undefined ? localBearer(request, url) : bearerOf(tokens, request.headers.get('authorization'));
    const response = await answerTo(route, bearer, { request, url, id, bearer: bearer ?? NOBODY, ports });
    const { status } = response;
    if (status === 401 || status === 403)
      refusedRequests?.add({ status, method: route.method, route: route.path, ...(bearer && { who: bearer.name }) });
    return response;
  };

  const answerTo = async (route: Route, bearer: Principal | undefined, call: Call): Promise<Response> => {
    if (route.role !== undefined) {
      if (bearer === undefined) return problemResponse(UNAUTHORIZED);
      if (!bearer.roles.includes(route.role)) return problemResponse(forbidden(route.role));
    }
    if (route.role === 'auditor') onRead?.(readOf(call, route.path));
    return await route.answer(call);
  };

  return {
    fetch: async (request) => {
      try {
        return await answer(request);
      } catch (cause) {
        onError?.(cause);
        return problemResponse(failure(cause));
      }
    },
    close: async () => {
      await commit.flush();
      await spilling?.close();
      refusedRequests?.close();
    },
  };
}

const NOBODY: Principal = { name: '', roles: [], writerPrefix: '' };

const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Without tokens, only what names this machine is answered: a page in a browser that made its own name point here names another. */
const localBearer = (request: Request, url: URL): Principal | undefined =>
  HERE.has(url.hostname) && !request.headers.has('origin') ? LOCAL : undefined;

type Refusing = Parameters<typeof problemResponse>[0];

const NO_ROUTE: Refusing = { status: 404, code: 'ERR_COLLECTOR', detail: 'there is nothing at this path' };

const notAllowed = (routes: readonly Route[]): Refusing => ({
  status: 405,
  code: 'ERR_COLLECTOR',
  detail: 'this method is not answered here',
  headers: { allow: routes.map(({ method }) => method).join(', ') },
});

const UNAUTHORIZED: Refusing = {
  status: 401,
  code: 'ERR_COLLECTOR',
  detail: 'expected `Authorization: Bearer` and a token of this collector',
  headers: { 'www-authenticate': 'Bearer realm="assay"' },
};

const forbidden = (role: string): Refusing => ({
  status: 403,
  code: 'ERR_COLLECTOR',
  detail: `expected the token of ${role === 'auditor' ? 'an auditor' : 'a writer'}`,
  headers: { 'www-authenticate': `Bearer realm="assay", error="insufficient_scope", scope="${role}"` },
});

/** What a store said may hold its place: only the code is told. */
function failure(cause: unknown): Refusing {
  if (!isAssayError(cause)) return { status: 500, code: 'ERR_INTERNAL', detail: 'this should not happen' };
  return {
    status: 503,
    code: cause.code,
    detail: 'the store of the log could not be asked',
    headers: { 'retry-after': '1' },
  };
}
