// SPDX-License-Identifier: Apache-2.0
// Writes records to a log as fast as they are taken, and says the id of each on its own line once it is acknowledged. It never ends by itself.
import { writeSync } from 'node:fs';
import { createLogSink, targetOf } from '@assay/log/sink';
import { openSqliteStore } from '@assay/log/sqlite';
import { recordOf } from '@assay/log/testing';

const [path = '', writer = '', first = '0'] = process.argv.slice(2);
const AT_ONCE = 60;

const sink = createLogSink(targetOf(await openSqliteStore(path)), { writer, clock: Date.now });
let next = Number(first);
const write = async (): Promise<never> => {
  for (;;) {
    const record = recordOf({ n: next++, time: Date.now() });
    await sink.write(record);
    // at once, and not through a buffer that dies with the process
    writeSync(1, `${record.id}\n`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, write));
