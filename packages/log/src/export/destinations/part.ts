// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { EXPORTS, type FormatName } from '../formats/formats.ts';
import { createParquet } from '../formats/parquet.ts';
import { dayOf } from '../item.ts';
import type { Limits, Written } from './destination.ts';

/** A file of some records of one day. */
export interface Part {
  /** `dt=2026-11-21/part-000000000012-000000000099.jsonl.gz`: of the same records always the same, so that what comes twice is there once. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export const PART_LIMITS: Limits = { items: 50_000, bytes: 32 << 20 };

/** The parts of a batch, one for each day in it. */
export async function* partsOf(batch: readonly Written[], format: FormatName): AsyncGenerator<Part> {
  for (const [day, written] of Map.groupBy(batch, ({ item }) => dayOf(item))) {
    const [first, last] = [written[0]!, written.at(-1)!].map(({ item }) => String(item.position).padStart(12, '0')); // sound: a group has a member
    const name = `dt=${day}/part-${first}-${last}`;
    if (format === 'parquet') {
      const file = await createParquet();
      file.write(written.map(({ item }) => item));
      file.finish();
      yield { name: `${name}.parquet`, contentType: 'application/vnd.apache.parquet', bytes: file.bytes() };
    } else
      yield { name: `${name}.jsonl.gz`, contentType: 'application/gzip', bytes: gzipSync(linesOf(written, format)) };
  }
}

/** A batch as the lines of a file. */
export function linesOf(batch: readonly Written[], format: Exclude<FormatName, 'parquet'>): string {
  const { lineOf } = EXPORTS[format];
  const texts = batch.map(({ text }) => text);
  return lineOf === undefined ? texts.map((text) => `${text}\n`).join('') : `${lineOf(texts)}\n`;
}
