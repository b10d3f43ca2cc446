// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type DecisionRecord } from '@assay/core/log';
import type { Entry, StoredEntry } from '../entry/entry.ts';
import { hasErased } from '../entry/has-erased.ts';
import { contentOf } from '../entry/reveal.ts';
import type { Appended } from './log-store.ts';

type Comparable = Pick<StoredEntry, 'writer' | 'seq' | 'body' | 'openings'>;

/** What an entry is to the one that has its key already. */
export function compare(stored: Comparable, incoming: Entry): Exclude<Appended, 'stored'> {
  const isSameWriting = stored.writer === incoming.writer && stored.seq === incoming.seq;
  const before = contentOf(stored);
  const now = contentOf(incoming);
  if (before.kind !== 'decision' || now.kind !== 'decision')
    return isSameWriting && canonicalJson(before) === canonicalJson(now) ? 'known' : 'conflict';
  // what was erased cannot be compared, and says nothing against it
  if (hasErased(stored)) return isSameWriting ? 'known' : 'repeated';
  if (isSameWriting) return canonicalJson(before.record) === canonicalJson(now.record) ? 'known' : 'conflict';
  return canonicalJson(lasting(before.record)) === canonicalJson(lasting(now.record)) ? 'repeated' : 'conflict';
}

/** What two attempts at one decision have in common: all but when it was, how long it took, and what other systems call it. */
function lasting(record: DecisionRecord): object {
  const { time: _time, timings: _timings, correlation: _correlation, evidence, inputs, ...rest } = record;
  const { digest: _digest, request, ...kept } = inputs;
  return {
    ...rest,
    evidence: evidence.map(({ latencyMs: _latency, ageSeconds: _age, ...read }) => read),
    inputs: { ...kept, ...(request && { request: { ...request, context: { ...request.context, time: 0 } } }) },
  };
}
