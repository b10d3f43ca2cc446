// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { UNNUMBERED, type Entry } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import { digestOfShape } from '../entry/shape.ts';
import { parseLine } from '../store/jsonl/line.ts';
import { parseDropped } from '../store/jsonl/dropped.ts';
import { rawLines } from '../store/jsonl/raw-lines.ts';
import type { LogStore } from '../store/log-store.ts';
import { recordsIn } from './records-in.ts';

export interface ImportOptions {
  /** Told of every line that looks as if it held a record and is not one, or another record than the log has under its id. */
  readonly onRejected?: (rejected: Rejected) => void;
  readonly onProgress?: (imported: Imported) => void;
}

export interface Rejected {
  /** From 1. */
  readonly number: number;
  readonly reason: 'broken' | 'conflict';
  readonly text: string;
}

/** What became of the lines of a file, and of the records in them. */
export interface Imported {
  readonly lines: number;
  readonly stored: number;
  /** Were there already. */
  readonly known: number;
  readonly rejected: number;
  /** Lines of something else. */
  readonly other: number;
}

const BATCH = 500;

/**
 * Puts the records of a file into a store: plain ones as platforms collect them, and the lines of a log, whose entries stay what they were. It may be done again with the same
 * file. Rejects with the errors of the store, of which everything before was imported, and those of reading the file.
 */
export async function importLines(
  store: Pick<LogStore, 'append'>,
  path: string,
  { onRejected, onProgress }: ImportOptions = {},
): Promise<Imported> {
  let imported: Imported = { lines: 0, stored: 0, known: 0, rejected: 0, other: 0 };
  let waiting: Waiting[] = [];
  const count = (part: Partial<Imported>): void => {
    const sum = { ...imported };
    for (const name of Object.keys(part) as (keyof Imported)[]) sum[name] += part[name] ?? 0; // sound: its own names
    imported = sum;
  };
  const reject = (rejected: Rejected): void => {
    count({ rejected: 1 });
    onRejected?.(rejected);
  };
  const flush = async (): Promise<void> => {
    const results = waiting.length === 0 ? [] : await store.append(waiting.map(({ entry }) => entry));
    waiting.forEach(({ number, text }, at) => {
      if (results[at] === 'stored') count({ stored: 1 });
      else if (results[at] === 'conflict') reject({ number, text, reason: 'conflict' });
      else count({ known: 1 });
    });
    waiting = [];
    onProgress?.(imported);
  };
  for await (const lines of rawLines(path))
    for (const { text, number } of lines) {
      count({ lines: 1 });
      const entries = entriesOf(text, { path, number });
      if (entries === undefined) reject({ number, text, reason: 'broken' });
      else if (entries.length === 0) count({ other: 1 });
      else waiting.push(...entries.map((entry) => ({ entry, number, text })));
      if (waiting.length >= BATCH) await flush();
    }
  await flush();
  return imported;
}

interface Waiting {
  readonly entry: Entry;
  readonly number: number;
  readonly text: string;
}

/** Undefined: it is broken. */
function entriesOf(text: string, at: { readonly path: string; readonly number: number }): readonly Entry[] | undefined {
  if (parseDropped(text) !== undefined) return [];
  if (isOfLog(text)) {
    try {
      const { entry, shape } = parseLine(text, at);
      return [{ ...entry, shape, shapeDigest: digestOfShape(shape) }];
    } catch (cause) {
      if (!isAssayError(cause)) throw cause;
      return undefined;
    }
  }
  const { records, isBroken } = recordsIn(text);
  if (isBroken) return undefined;
  // what is imported has no number: so it is the same when it is imported again
  return records.map((record) => entryOf({ kind: 'decision', writer: UNNUMBERED, seq: 0, record }));
}

const isOfLog = (text: string): boolean =>
  /^\{"kind":"(?:loss|repeat|erasure|retention)",/.test(text) ||
  (text.startsWith('{"version":') && text.includes(',"entry":{"writer":'));
