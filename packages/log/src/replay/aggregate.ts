// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Change } from './changes.ts';

/** How often something was met, and the ids of the first records it was met in. */
export interface Count {
  readonly count: number;
  readonly examples: readonly string[];
}

/** One change, of the tokens one client got for one kind of subject. */
export interface Cell extends Change, Count {
  readonly client: string;
  readonly subjectType: string;
}

/** What a replay came to, as far as it got: plain JSON of a bounded size, however many records it was. */
export interface Aggregate {
  /** Decisions looked at. */
  readonly records: number;
  /** Those that come out otherwise. */
  readonly changed: number;
  /** Those of which something is more, and those of which something is less. One record can be both. */
  readonly widened: number;
  readonly narrowed: number;
  /** Tokens that would be permitted, or refused, and were not. */
  readonly permitted: number;
  readonly refused: number;
  /** Records that could not be decided again, by the reason. */
  readonly undecided: Readonly<Record<string, Count>>;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Changes beyond the cells there is room for. */
  readonly others: number;
}

/** What one record came to. */
export type Outcome =
  { readonly ok: true; readonly changes: readonly Change[] } | { readonly ok: false; readonly reason: string };

/** What nothing came to yet. */
export const EMPTY: Aggregate = {
  records: 0,
  changed: 0,
  widened: 0,
  narrowed: 0,
  permitted: 0,
  refused: 0,
  undecided: {},
  cells: {},
  others: 0,
};

/** Examples of a cell, cells, and reasons. */
const MAX_EXAMPLES = 5;
const MAX_CELLS = 5000;
const MAX_REASONS = 100;
/** Stands for the reasons there is no room for. */
const ANOTHER = 'another reason';

/** What one record came to, as an aggregate. */
export function aggregateOf(record: DecisionRecord, outcome: Outcome): Aggregate {
  const examples = [record.id];
  if (!outcome.ok) return { ...EMPTY, records: 1, undecided: { [outcome.reason]: { count: 1, examples } } };
  const { changes } = outcome;
  if (changes.length === 0) return { ...EMPTY, records: 1 };
  const has = (direction: Change['direction'], kind?: Change['kind']): number =>
    Number(changes.some((change) => change.direction === direction && (kind === undefined || change.kind === kind)));
  const client = record.who?.client.id ?? '';
  const subjectType = record.who?.subject.type ?? '';
  const cells: Record<string, Cell> = {};
  for (const change of changes) {
    cells[JSON.stringify([client, subjectType, change.kind, change.item, change.direction])] = {
      client,
      subjectType,
      ...change,
      count: 1,
      examples,
    };
  }
  return {
    ...EMPTY,
    records: 1,
    changed: 1,
    widened: has('more'),
    narrowed: has('less'),
    permitted: has('more', 'token'),
    refused: has('less', 'token'),
    cells,
  };
}

/** Adds aggregates up. */
export interface Sum {
  readonly add: (aggregate: Aggregate) => void;
  readonly total: () => Aggregate;
}

/** A sum that begins with `start`. Added in the same order, the same records come to the same, however they were divided. */
export function createSum(start: Aggregate = EMPTY): Sum {
  const counts = { ...NO_COUNTS };
  const cells = new Map(Object.entries(start.cells));
  const undecided = new Map(Object.entries(start.undecided));
  const addCounts = (aggregate: Aggregate): void => {
    for (const name of COUNTED) counts[name] += aggregate[name];
  };
  addCounts(start);
  return {
    add: (aggregate) => {
      addCounts(aggregate);
      for (const [key, cell] of Object.entries(aggregate.cells)) {
        if (!count(cells, key, cell, MAX_CELLS)) counts.others += cell.count;
      }
      for (const [reason, met] of Object.entries(aggregate.undecided)) {
        if (!count(undecided, reason, met, MAX_REASONS)) count(undecided, ANOTHER, met, Infinity);
      }
    },
    total: () => ({ ...counts, undecided: Object.fromEntries(undecided), cells: Object.fromEntries(cells) }),
  };
}

const NO_COUNTS = { records: 0, changed: 0, widened: 0, narrowed: 0, permitted: 0, refused: 0, others: 0 };
const COUNTED = Object.keys(NO_COUNTS) as readonly (keyof typeof NO_COUNTS)[]; // sound: its own names

/** Whether there was room for it. */
function count<C extends Count>(into: Map<string, C>, key: string, met: C, room: number): boolean {
  const known = into.get(key);
  if (known === undefined && into.size >= room) return false;
  const examples = [...(known?.examples ?? []), ...met.examples].slice(0, MAX_EXAMPLES);
  into.set(key, { ...met, count: (known?.count ?? 0) + met.count, examples });
  return true;
}
