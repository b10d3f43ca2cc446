// SPDX-License-Identifier: Apache-2.0
// Reads events with the SDK of CloudEvents, which checks each against the schema of the specification: node read-cloudevents.mjs MODULES FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules = '', file = ''] = process.argv.slice(2);
const { HTTP } = createRequire(join(modules, 'x.js'))('cloudevents');
const events = HTTP.toEvent({
  headers: { 'content-type': 'application/cloudevents-batch+json' },
  body: `[${readFileSync(file, 'utf8').trimEnd().split('\n').join(',')}]`,
});
for (const event of events) event.validate();
console.log(
  JSON.stringify(
    events.map(({ id, type, source, subject, data }) => ({ id, type, source, subject, data: data.id ?? null })),
  ),
);
