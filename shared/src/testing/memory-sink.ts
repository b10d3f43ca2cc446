// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '../log/record.ts';
import type { DecisionSink } from '../log/sink.ts';

/** A sink that keeps records in memory, in the order written. */
export interface MemorySink extends DecisionSink {
  readonly records: readonly DecisionRecord[];
}

export function createMemorySink(): MemorySink {
  const records: DecisionRecord[] = [];
  return {
    name: 'memory',
    records,
    write(record) {
      records.push(record);
    },
    flush: () => Promise.resolve(),
  };
}
