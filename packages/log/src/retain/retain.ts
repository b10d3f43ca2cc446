// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { RetentionContent } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import { contentOf } from '../entry/reveal.ts';
import { termOf } from '../entry/terms.ts';
import type { LogStore } from '../store/log-store.ts';
import type { Exported, PlannedDay, RetentionPlan } from './plan.ts';

export interface RetainOptions {
  /** Who orders it. */
  readonly by: string;
  /** The name of this writer, used once. */
  readonly writer: string;
  readonly clock: () => number;
  /** Exports a day before it goes. */
  readonly export?: (day: string) => Promise<Exported>;
  /** Drop what was not exported, too. */
  readonly isForced?: boolean;
}

/** What became of a day. */
export interface RetainedDay {
  readonly day: string;
  readonly dropped: number;
  /** SHA-256 of the export, in hexadecimal; absent where it was dropped without. */
  readonly exported?: string;
}

/**
 * Carries out a plan, the oldest day first: puts all into the tree, exports the day, says so in the log, drops it. Interrupted, it is run again. Rejects with ERR_EXPORT
 * before anything is dropped that was not exported, and where entries came to a day that was just exported.
 */
export async function* retain(
  store: LogStore,
  plan: RetentionPlan,
  options: RetainOptions,
): AsyncGenerator<RetainedDay> {
  let seq = 0;
  for (const planned of plan.days) {
    // what is dropped is in the tree, and the export says where
    await store.sequence();
    const exported = await exportedOf(planned, options);
    const entries = exported?.entries ?? planned.entries;
    await assertUnchanged(store, planned.day, entries);
    const said: Said = { day: planned.day, entries, ...(exported && { exported: exported.digest }) };
    if (!(await isSaid(store, said))) {
      const { writer, by, clock } = options;
      await store.append([
        entryOf({ kind: 'retention', writer, seq: seq++, time: new Date(clock()).toISOString(), by, ...said }),
      ]);
      await store.sequence();
    }
    const dropped = await store.dropPartition(planned.day, entries);
    if (dropped !== entries)
      throw new AssayError(
        'ERR_EXPORT',
        `${entries} entries of ${planned.day} were to be dropped, and ${dropped} were`,
      );
    yield { day: planned.day, dropped, ...(exported && { exported: exported.digest }) };
  }
}

type Said = Pick<RetentionContent, 'day' | 'entries' | 'exported'>;

async function exportedOf(planned: PlannedDay, options: RetainOptions): Promise<Exported | undefined> {
  if (options.export !== undefined) return options.export(planned.day);
  if (planned.exported === undefined && options.isForced !== true)
    throw new AssayError(
      'ERR_EXPORT',
      `the ${planned.entries} entries of ${planned.day} were not exported, and were kept`,
    );
  return planned.exported;
}

/** Entries may come late: what was spilled, of a host that was down for days. */
async function assertUnchanged(store: LogStore, day: string, entries: number): Promise<void> {
  const found = (await store.partitions()).find((of) => of.day === day)?.entries ?? 0;
  if (found !== entries)
    throw new AssayError(
      'ERR_EXPORT',
      `entries came to ${day} meanwhile: expected ${entries}, and found ${found}; they were kept`,
    );
}

/** Whether an earlier run said the same, and was interrupted before it dropped the day. Without an export nothing tells it from another drop of the day. */
async function isSaid(store: LogStore, { day, entries, exported }: Said): Promise<boolean> {
  if (exported === undefined) return false;
  const question = { terms: [[termOf('kind', 'retention')]] };
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await store.page(question, { limit: 200, ...(after !== undefined && { after }) });
    for (const content of page.entries.map(contentOf))
      if (
        content.kind === 'retention' &&
        content.day === day &&
        content.entries === entries &&
        content.exported === exported
      )
        return true;
    after = page.next;
  }
  return false;
}
