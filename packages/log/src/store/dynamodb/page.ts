// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import { formatCursor } from '../cursor.ts';
import type { Page } from '../log-store.ts';
import type { PageRequest, Question } from '../question.ts';
import { entryOfItem, isExpired } from './item.ts';
import { createMerge, createSequel, type Walk } from './merge.ts';
import { planOf, type Plan } from './plan.ts';
import type { Reader } from './reader.ts';
import type { Shapes } from './shapes.ts';
import { createStream } from './streams.ts';

export interface PagePorts {
  readonly reader: Reader;
  readonly shapes: Shapes;
  readonly table: string;
  readonly clock: () => number;
}

interface Kept {
  readonly walk: Walk;
  readonly until: number;
}

export interface Pages {
  readonly page: (question: Question, request: PageRequest) => Promise<Page>;
  /** Keeps nothing of what was read: some of it may have been erased. */
  readonly forget: () => void;
}

const KEPT_MS = 30_000;
const MAX_KEPT = 32;

/**
 * Answers page by page. What was read beyond a page is kept for the next one, for a while: an answer that is read to its end reads each entry once, from however
 * many places it comes. A page that is asked for elsewhere, or later, begins anew.
 */
export function createPages(ports: PagePorts): Pages {
  const { clock } = ports;
  const kept = new Map<string, Kept>();

  const takeKept = (name: string): Walk | undefined => {
    const found = kept.get(name);
    kept.delete(name);
    return found !== undefined && found.until > clock() ? found.walk : undefined;
  };
  const keep = (name: string, walk: Walk): void => {
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(name, { walk, until: clock() + KEPT_MS });
  };

  const page: Pages['page'] = async (question, request) => {
    const nameOf = (after: string): string => JSON.stringify([question, request.order === 'oldest', after]);
    const { after, limit } = request;
    const walk = (after === undefined ? undefined : takeKept(nameOf(after))) ?? (await begin(ports, question, request));
    const entries: readonly StoredEntry[] = (await walk.take(limit)).map(entryOfItem);
    const last = entries.at(-1);
    if (last === undefined || (await walk.isAtEnd())) return { entries };
    const next = formatCursor(last);
    keep(nameOf(next), walk);
    return { entries, next };
  };

  return { page, forget: () => kept.clear() };
}

async function begin(ports: PagePorts, question: Question, request: PageRequest): Promise<Walk> {
  const plan = await planOf(ports, question, request);
  return createSequel(walksOf(ports, plan, request.order !== 'oldest'));
}

async function* walksOf(
  { reader, clock }: PagePorts,
  { groups, keeps }: Plan,
  isNewestFirst: boolean,
): AsyncGenerator<Walk> {
  for await (const ranges of groups) {
    const streams = ranges.map((range) =>
      createStream(
        (limit, after) => reader.ask({ ...range, isNewestFirst }, limit, after),
        (item) => keeps(item) && !isExpired(item, clock()),
      ),
    );
    yield createMerge(streams, isNewestFirst);
  }
}
