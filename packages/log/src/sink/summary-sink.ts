// SPDX-License-Identifier: Apache-2.0
import type { DecisionSink } from '@assay/core/log';

/** A sink that writes one short line of JSON for each record, without anything about a person: for counters and alarms of a platform whose log holds no records. */
export function createSummarySink(writeLine: (line: string) => void): DecisionSink {
  return {
    name: 'summary',
    write: ({ id, time, mode, outcome, effect, error, reason }) =>
      writeLine(`${JSON.stringify({ id, time, mode, outcome, effect, error, reason: reason?.code })}\n`),
    flush: async () => {},
  };
}
