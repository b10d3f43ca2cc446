// SPDX-License-Identifier: Apache-2.0
import type { DecisionSink } from '@assay/core/log';
import { explainLine } from './explain-line.ts';

/**
 * Records on the console of the Action, which Auth0 collects: the real-time log shows them whole. Of each execution Auth0 keeps 256 characters,
 * so the line that explains comes first.
 */
export function createConsoleSink(): DecisionSink {
  return {
    name: 'console',
    // the console of the runner is a name in scope, and not the one of `globalThis`
    write(record) {
      console.log(explainLine(record));
      console.log(JSON.stringify(record));
    },
    flush: () => Promise.resolve(),
  };
}
