// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@assay/core/log';
import { hasErased } from '../entry/has-erased.ts';
import { contentOf } from '../entry/reveal.ts';
import { shapeOf } from '../entry/shape.ts';
import { termsOf } from '../entry/terms.ts';
import type { LogStore } from '../store/log-store.ts';
import { createFindings, type Findings, type LogFinding } from './findings.ts';

/**
 * Whether questions are answered from what the entries say: every entry's shape is made again and counted, and held against what the store counts, in all and by each term.
 * It reads the whole log once. What was erased, or is not in the tree yet, can only be counted.
 */
export async function verifyIndex(
  store: LogStore,
  onProgress?: (done: number, total: number) => void,
): Promise<readonly LogFinding[]> {
  const findings = createFindings();
  const total = (await store.partitions()).reduce((sum, { entries }) => sum + entries, 0);
  const made = new Map<string, number>();
  let known = 0;
  let read = 0;
  for await (const entry of store.entries(0)) {
    if (++read % 1000 === 0) onProgress?.(read, total);
    if (hasErased(entry)) continue;
    const text = canonicalJson(shapeOf(contentOf(entry)).shape);
    made.set(text, (made.get(text) ?? 0) + 1);
    known++;
  }
  const tallies = await store.tally({});
  compareShapes(made, tallies, findings);
  const counted = sumOf(tallies);
  if (counted !== total || counted < known)
    findings.add('index-differs', `the log has ${total} entries, and questions find ${counted}`);
  await compareTerms(store, tallies, findings);
  return findings.listed();
}

type Tallies = Awaited<ReturnType<LogStore['tally']>>;

const sumOf = (tallies: Tallies): number => tallies.reduce((sum, { count }) => sum + count, 0);

function compareShapes(made: ReadonlyMap<string, number>, tallies: Tallies, findings: Findings): void {
  const found = new Map<string, number>();
  for (const { shape, count } of tallies) {
    const text = canonicalJson(shape);
    found.set(text, (found.get(text) ?? 0) + count);
  }
  for (const [text, count] of made) {
    const there = found.get(text) ?? 0;
    if (there < count)
      findings.add('index-differs', `${count} entries are alike, and questions know ${there} of them as what they are`);
  }
}

/** Each term has to find the entries of every shape that has it, and no others. */
async function compareTerms(store: LogStore, tallies: Tallies, findings: Findings): Promise<void> {
  const expected = new Map<string, number>();
  for (const { shape, count } of tallies)
    for (const term of termsOf(shape)) expected.set(term, (expected.get(term) ?? 0) + count);
  for (const [term, count] of expected) {
    const there = sumOf(await store.tally({ terms: [[term]] }));
    if (there !== count)
      findings.add('index-differs', `\`${facetOf(term)}\` of ${count} entries is looked up by, and finds ${there}`);
  }
}

/** A value may name somebody in a scope: the facet alone is told. */
const facetOf = (term: string): string => term.slice(0, term.indexOf('='));
