// SPDX-License-Identifier: Apache-2.0
import type { Excess, LiveBatch, LiveToken } from './alive.ts';

/** Tokens to be looked at, one row for each subject, client and kind of token. */
export interface Worklist {
  /** The one that lives longest comes first. */
  readonly tokens: readonly LiveToken[];
  readonly alive: number;
  readonly undecided: Readonly<Record<string, number>>;
}

const MAX_RECORDS = 5;

/** Puts batches together. Every living token counts, not the last alone: an earlier one that holds more is what somebody would use. */
export function createWorklist(): { readonly add: (batch: LiveBatch) => void; readonly list: () => Worklist } {
  const rows = new Map<string, LiveToken>();
  const undecided = new Map<string, number>();
  let alive = 0;
  return {
    add: (batch) => {
      alive += batch.alive;
      for (const [reason, count] of Object.entries(batch.undecided))
        undecided.set(reason, (undecided.get(reason) ?? 0) + count);
      for (const token of batch.tokens) {
        const key = JSON.stringify([token.subjectType, token.subject, token.client, token.token]);
        const known = rows.get(key);
        rows.set(key, known ? together(known, token) : token);
      }
    },
    list: () => ({
      tokens: [...rows.values()].toSorted(
        (a, b) => b.dies - a.dies || Number(b.isRefused) - Number(a.isRefused) || (keyOf(a) < keyOf(b) ? -1 : 1),
      ),
      alive,
      undecided: Object.fromEntries(undecided),
    }),
  };
}

const keyOf = ({ subject, client, token }: LiveToken): string => JSON.stringify([subject, client, token]);

function together(a: LiveToken, b: LiveToken): LiveToken {
  const isSame = (one: Excess) => (other: Excess) => one.kind === other.kind && one.item === other.item;
  return {
    ...a,
    issued: Math.max(a.issued, b.issued),
    dies: Math.max(a.dies, b.dies),
    isRefused: a.isRefused || b.isRefused,
    excess: [...a.excess, ...b.excess.filter((one) => !a.excess.some(isSame(one)))],
    records: [...a.records, ...b.records].slice(0, MAX_RECORDS),
    count: a.count + b.count,
  };
}
