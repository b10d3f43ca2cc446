// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createHandler, parseSettings } from '@assay/cognito';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { createStaticSource } from '@assay/sources';
import { uuidv7 } from 'uuidv7';

const folder = process.env['ASSAY_FOLDER'] ?? import.meta.dirname;
/** @param {string} name */
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');
/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

const settings = parseSettings(JSON.parse(read('settings.json')));
if (!settings.ok)
  throw new Error(`settings.json: ${settings.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
const staff = createStaticSource({ name: 'staff', path: `${folder}/sources/staff.yaml`, isKeyed: true });
const switches = createStaticSource({ name: 'switches', path: `${folder}/sources/switches.yaml`, isKeyed: false });

export const handler = createHandler(settings.value, {
  pdp: createTablePdp(openTable(read('table.json'), sha256)),
  sources: [
    { source: staff, key: ['subject', 'id'], timeoutMs: 200 },
    { source: switches, timeoutMs: 100 },
  ],
  // a line on standard output, which Lambda collects: as safe as that is, and no safer
  sink: { name: 'stdout', write: (record) => console.log(JSON.stringify(record)), flush: async () => {} },
  log: { required: true, inputs: 'digest', redact: ['/baseline/claims'] },
  clock: Date.now,
  stopwatch: () => performance.now(),
  newId: uuidv7,
  sha256,
  onLoss: ({ recordId, isRefused }) => console.error(JSON.stringify({ lost: recordId, isRefused })),
});
