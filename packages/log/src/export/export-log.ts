// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { AssayError } from '@assay/core/errors';
import type { LogStore } from '../store/log-store.ts';
import type { Destination, Written } from './destinations/destination.ts';
import { EXPORTS, type FormatName } from './formats/formats.ts';
import { itemOf } from './item.ts';

export interface ExportOptions {
  readonly format: FormatName;
  readonly destination: Destination;
  /** The position to go on from; the beginning, where absent. */
  readonly from?: number;
  /** Milliseconds since 1970: what is older is passed over. */
  readonly since?: number;
  /** Told each time that more is safe. */
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
  /** Looks for more every so often, until it is told to stop. */
  readonly follow?: { readonly everyMs: number; readonly signal: AbortSignal };
}

export interface Progress {
  /** Where the next export goes on from: everything before it is safe. */
  readonly next: number;
  /** Handed on by now. */
  readonly items: number;
  /** Of the tree. */
  readonly size: number;
}

/**
 * Hands on what a store holds, in the order of its tree, at least once: where it ends, whatever the cause, the next one goes on from the last `next`. Rejects with ERR_EXPORT
 * or an error of the store.
 */
export async function exportLog(store: LogStore, options: ExportOptions): Promise<Progress> {
  const { destination, follow, from = 0, onProgress } = options;
  let progress: Progress = { next: from, items: 0, size: 0 };
  const report = async (next: Progress): Promise<void> => {
    progress = next;
    if (destination.isSafeAtClose !== true) await onProgress?.(progress);
  };
  try {
    for (;;) {
      progress = await exportOnce(store, progress, options, report);
      if (follow === undefined || follow.signal.aborted) break;
      await sleep(follow.everyMs, undefined, { signal: follow.signal }).catch(() => undefined);
    }
  } catch (cause) {
    // its connections end, or the process would not
    const end = destination.abandon === undefined ? destination.close() : destination.abandon();
    await end.catch(() => undefined);
    throw cause;
  }
  await destination.close();
  if (destination.isSafeAtClose === true) await onProgress?.(progress);
  return progress;
}

async function exportOnce(
  store: LogStore,
  before: Progress,
  { format, destination, since = -Infinity, follow }: ExportOptions,
  report: (progress: Progress) => Promise<void>,
): Promise<Progress> {
  const size = await store.sequence();
  if (before.next > size)
    throw new AssayError(
      'ERR_EXPORT',
      `the log has ${size} entries, and ${before.next} were handed on: it is another log`,
    );
  const { items: mostItems, bytes: mostBytes } = destination.limits;
  const textOf = format === 'parquet' ? undefined : EXPORTS[format].textOf;
  let batch: Written[] = [];
  let bytes = 0;
  let { next, items } = before;
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await destination.send(batch);
    items += batch.length;
    batch = [];
    bytes = 0;
    await report({ next, items, size });
  };
  for await (const entry of store.entries(before.next)) {
    if (follow?.signal.aborted === true) break;
    const position = entry.position ?? next;
    if (position >= size) break; // of the next time
    if (entry.time >= since) {
      const item = itemOf(entry, position);
      const text = textOf?.(item) ?? entry.body;
      const length = Buffer.byteLength(text) + 2;
      if (batch.length > 0 && (batch.length === mostItems || bytes + length > mostBytes)) await flush();
      batch.push({ item, text });
      bytes += length;
    }
    next = position + 1;
  }
  // the end may be of entries that were dropped
  if (follow?.signal.aborted !== true) next = size;
  if (next > before.next || batch.length > 0) await flush();
  return { next, items, size };
}
