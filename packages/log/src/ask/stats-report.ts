// SPDX-License-Identifier: Apache-2.0
import { recordOf } from '../entry/reveal.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Question, Tally } from '../store/question.ts';
import { pagesOf } from './pages-of.ts';

export interface OutcomeBucket {
  /** Milliseconds since 1970: when it begins. */
  readonly time: number;
  readonly permit: number;
  readonly deny: number;
}

export interface WithheldCount {
  readonly scope: string;
  readonly count: number;
  /** The reason it was withheld for most often. */
  readonly reason: string;
}

/** How a source answered. Milliseconds of the read; seconds of age. */
export interface SourceStats {
  readonly source: string;
  readonly reads: number;
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxAgeSeconds?: number;
}

export interface StatsReport {
  readonly bucketMs: number;
  readonly outcomes: readonly OutcomeBucket[];
  readonly withheld: readonly WithheldCount[];
  readonly sources: readonly SourceStats[];
  /** Of how many of the newest records the sources' numbers are. */
  readonly sampled: number;
}

/** Outcomes over time and withheld scopes, of all; how sources answered, of the newest `sample` records, for that is in the records alone. */
export async function statsReport(
  store: LogStore,
  question: Question,
  bucketMs: number,
  sample = 10_000,
): Promise<StatsReport> {
  const tallies = await store.tally(question, bucketMs);
  return {
    bucketMs,
    outcomes: outcomesOf(tallies, bucketMs),
    withheld: withheldOf(tallies),
    ...(await sourcesOf(store, question, sample)),
  };
}

/** Every bucket from the first to the last, those without a decision among them. */
function outcomesOf(tallies: readonly Tally[], bucketMs: number): readonly OutcomeBucket[] {
  const counts = new Map<number, { permit: number; deny: number }>();
  for (const { bucket, shape, count } of tallies) {
    if (shape.decision === undefined) continue;
    const of = counts.get(bucket) ?? { permit: 0, deny: 0 };
    of[shape.decision.outcome] += count;
    counts.set(bucket, of);
  }
  const times = [...counts.keys()].toSorted((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: (last - first) / bucketMs + 1 }, (_, at) => {
    const time = first + at * bucketMs;
    return { time, ...(counts.get(time) ?? { permit: 0, deny: 0 }) };
  });
}

function withheldOf(tallies: readonly Tally[]): readonly WithheldCount[] {
  const scopes = new Map<string, Map<string, number>>();
  for (const { shape, count } of tallies) {
    for (const { scope, reason } of shape.decision?.withheld ?? []) {
      const reasons = scopes.get(scope) ?? new Map<string, number>();
      scopes.set(scope, reasons.set(reason, (reasons.get(reason) ?? 0) + count));
    }
  }
  return Array.from(scopes, ([scope, reasons]) => {
    const sorted = [...reasons].toSorted(([, a], [, b]) => b - a);
    return { scope, count: sorted.reduce((sum, [, count]) => sum + count, 0), reason: sorted[0]?.[0] ?? '' };
  }).toSorted((a, b) => b.count - a.count);
}

interface Reads {
  readonly latencies: number[];
  failures: number;
  maxAge: number | undefined;
}

async function sourcesOf(
  store: LogStore,
  question: Question,
  sample: number,
): Promise<Pick<StatsReport, 'sources' | 'sampled'>> {
  const reads = new Map<string, Reads>();
  let sampled = 0;
  for await (const entry of pagesOf(store, question, { limit: Math.min(sample, 1000) })) {
    for (const { source, status, latencyMs, ageSeconds } of recordOf(entry)?.evidence ?? []) {
      const of = reads.get(source) ?? { latencies: [], failures: 0, maxAge: undefined };
      reads.set(source, of);
      of.latencies.push(latencyMs);
      if (status !== 'ok' && status !== 'absent') of.failures++;
      if (ageSeconds !== undefined) of.maxAge = Math.max(of.maxAge ?? 0, ageSeconds);
    }
    if (++sampled >= sample) break;
  }
  const sources = Array.from(reads, ([source, { latencies, failures, maxAge }]): SourceStats => {
    const sorted = latencies.toSorted((a, b) => a - b);
    const quantile = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      source,
      reads: sorted.length,
      failures,
      p50Ms: quantile(0.5),
      p99Ms: quantile(0.99),
      ...(maxAge !== undefined && { maxAgeSeconds: maxAge }),
    };
  }).toSorted((a, b) => b.p99Ms - a.p99Ms);
  return { sources, sampled };
}
