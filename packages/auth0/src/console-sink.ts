// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { DecisionSink } from '@assay/core/log';
import { explainLine } from './explain-line.ts';

/** Bytes of a record: what the console of an execution holds is cut at 256 KiB without a word (Auth0: "Actions Limitations"), other lines among it. */
const MAX_RECORD_BYTES = 250_000;

const encoder = new TextEncoder();

/**
 * Records on the console of the Action, which Auth0 collects: the real-time log shows them whole. Of each execution Auth0 keeps 256 characters,
 * so the line that explains comes first. Throws ERR_SINK_WRITE for a record the console would cut.
 */
export function createConsoleSink(): DecisionSink {
  return {
    name: 'console',
    // the console of the runner is a name in scope, and not the one of `globalThis`
    write(record) {
      const line = JSON.stringify(record);
      if (encoder.encode(line).length > MAX_RECORD_BYTES)
        throw new AssayError(
          'ERR_SINK_WRITE',
          `the record is larger than ${MAX_RECORD_BYTES} bytes, and the console would cut it`,
        );
      console.log(explainLine(record));
      console.log(line);
    },
    flush: () => Promise.resolve(),
  };
}

/** The line that explains, beside a sink that is not the console. */
export const createExplainSink = (): DecisionSink => ({
  name: 'explain',
  write: (record) => console.log(explainLine(record)),
  flush: () => Promise.resolve(),
});
