// SPDX-License-Identifier: Apache-2.0
import { entryOf, type LogStore } from '@assay/log/store';
import { realRecords, recordAt } from './records.ts';

const BATCH = 1000;

/** Puts so many real decisions into a log, `step` milliseconds apart. */
export async function fill(store: LogStore, count: number, start: number, step: number): Promise<void> {
  const real = await realRecords('digest');
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    await store.append(
      Array.from({ length: size }, (_, n) =>
        entryOf({ kind: 'decision', writer: 'bench', seq: at + n, record: recordAt(real, at + n, start, step) }),
      ),
    );
  }
}
