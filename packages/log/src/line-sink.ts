// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord, DecisionSink } from '@assay/core/log';

/** A sink that hands each record, as one line of JSON with its line break, to what a platform collects: as safe as that is, and no safer. */
export function createLineSink(name: string, writeLine: (line: string) => void): DecisionSink {
  return {
    name,
    write: (record: DecisionRecord) => writeLine(`${JSON.stringify(record)}\n`),
    flush: async () => {},
  };
}
