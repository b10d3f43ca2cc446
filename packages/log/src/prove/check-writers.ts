// SPDX-License-Identifier: Apache-2.0
import { UNNUMBERED, type Content, type StoredEntry } from '../entry/entry.ts';
import { createNumberRanges, gapsOf, type NumberRanges } from './number-ranges.ts';
import type { Findings } from './findings.ts';

/** What is kept of a writer while its entries go by. */
interface Writer {
  readonly numbers: NumberRanges;
  readonly lost: NumberRanges;
  /** Of the entry with the largest number so far. */
  seq: number;
  time: number;
}

/** Attempts that run side by side are not written in the order they began. */
const CLOCK_TOLERANCE_MS = 60_000;
const FAR_MS = 3_600_000;

export interface WriterChecks {
  readonly add: (entry: StoredEntry, content: Pick<Content, 'kind'>) => void;
  readonly addLoss: (lost: { readonly writer: string; readonly from: number; readonly to: number }) => void;
  /** Looks at the whole. `dropped`: whether days were dropped. */
  readonly finish: (dropped: boolean) => { readonly writers: number; readonly lost: number };
}

/** Numbers and times of every writer. Its memory is that of the writers. */
export function createWriterChecks(findings: Findings): WriterChecks {
  const writers = new Map<string, Writer>();
  let before: { readonly writer: string; readonly time: number } | undefined;

  const writerOf = (name: string): Writer => {
    const known = writers.get(name);
    if (known !== undefined) return known;
    const writer: Writer = { numbers: createNumberRanges(), lost: createNumberRanges(), seq: -1, time: -Infinity };
    writers.set(name, writer);
    return writer;
  };

  const checkTime = (writer: Writer, { writer: name, seq, time, position, key }: StoredEntry): void => {
    const at = { ...(position !== undefined && { position }), key };
    if (seq > writer.seq) {
      if (time < writer.time - CLOCK_TOLERANCE_MS)
        findings.add(
          'clock-back',
          `the clock of \`${name}\` went back by ${seconds(writer.time - time)} before its number ${seq}`,
          at,
        );
      writer.seq = seq;
      writer.time = time;
    }
    if (before !== undefined && before.writer !== name && time < before.time - FAR_MS)
      findings.add(
        'clock-far',
        `\`${name}\` is ${seconds(before.time - time)} behind what \`${before.writer}\` wrote before it`,
        at,
      );
    before = { writer: name, time };
  };

  return {
    add: (entry, { kind }) => {
      const { writer: name, seq, position, key } = entry;
      if (name === UNNUMBERED) return;
      const writer = writerOf(name);
      // a loss is numbered by the first record that was lost
      if (kind === 'loss') return;
      if (!writer.numbers.add(seq))
        findings.add('number-twice', `\`${name}\` has used the number ${seq} before`, {
          ...(position !== undefined && { position }),
          key,
        });
      if (kind === 'decision') checkTime(writer, entry);
    },
    addLoss: ({ writer, from, to }) => void writerOf(writer).lost.add(from, to),
    finish: (dropped) => {
      let lost = 0;
      for (const [name, writer] of writers) lost += finish(name, writer, dropped, findings);
      return { writers: writers.size, lost };
    },
  };
}

/** Returns how many records of the writer were lost, as it says. */
function finish(name: string, { numbers, lost }: Writer, dropped: boolean, findings: Findings): number {
  const first = numbers.ranges()[0]?.[0] ?? 0;
  for (const [from, to] of gapsOf(numbers, lost)) {
    const isAtStart = from === 0 && to < first;
    findings.add(
      dropped && isAtStart ? 'number-dropped' : 'number-missing',
      `${numbersText(from, to)} of \`${name}\` ${from === to ? 'is' : 'are'} not there`,
    );
  }
  let count = 0;
  for (const [from, to] of lost.ranges()) {
    const found = overlap(numbers, from, to);
    const missing = to - from + 1 - found;
    count += missing;
    if (missing > 0) findings.add('lost', `${missing} records of \`${name}\` were lost, of ${numbersText(from, to)}`);
    if (found > 0)
      findings.add(
        'lost-and-found',
        `${found} records of \`${name}\` were said to be lost, of ${numbersText(from, to)}`,
      );
  }
  return count;
}

const overlap = (numbers: NumberRanges, from: number, to: number): number =>
  numbers.ranges().reduce((sum, [start, end]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start) + 1), 0);

const numbersText = (from: number, to: number): string => (from === to ? `number ${from}` : `numbers ${from} to ${to}`);
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
