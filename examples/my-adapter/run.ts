// SPDX-License-Identifier: Apache-2.0
// Three events through the adapter: node --conditions=source examples/my-adapter/run.ts
import { createHash, randomUUID } from 'node:crypto';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { enforce } from '@assay/core/pep';
import { compileProject, loadProject } from '@assay/policy';
import { mint } from './my-adapter.ts';

const { project } = loadProject(import.meta.dirname);
const compiled = project && compileProject(project).compiled;
if (compiled === undefined) throw new Error('the project has mistakes: see `assay check`');

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const handle = enforce(mint, {
  pdp: createTablePdp(openTable(compiled.text, sha256)),
  sources: [],
  sink: { name: 'none', write: () => undefined, flush: () => Promise.resolve() },
  log: { required: true, inputs: 'none', redact: [] },
  clock: Date.now,
  stopwatch: () => performance.now(),
  // a host gives UUIDv7, so that records sort by their time
  newId: () => randomUUID(),
  sha256,
  onLoss: () => undefined,
});

const event = { user: 'sam', app: 'shop', api: 'https://orders.example.com', scopes: ['read', 'write'], ticket: 't-1' };
for (const native of [event, { ...event, app: 'unknown' }, { ...event, api: 'https://other.example.com' }]) {
  const { answer, record } = await handle(native);
  const withheld =
    record.withheld.scopes.map(({ scope, reason }) => `${scope} (${reason.code})`).join(', ') || 'nothing';
  console.log(`${JSON.stringify(answer).replace(record.id, '<id>')}\n  ${record.effect}, withheld: ${withheld}`);
}
