// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createHandler, parseSettings } from '@assay/cognito';
import { createTablePdp, openTable } from '@assay/core/pdp';
import { createStaticSource } from '@assay/sources';

const folder = process.env['ASSAY_FOLDER'] ?? import.meta.dirname;
/** @param {string} name */
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');
/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

// what build.mjs wrote: the project's own target, sources and log settings
const host = JSON.parse(read('host.json'));
const settings = parseSettings(host.target);
if (!settings.ok)
  throw new Error(`host.json: ${settings.problems.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
/** @param {{ name: string, file: string, binding: { key?: string[], timeoutMs: number } }} source */
const bind = ({ name, file, binding }) => ({
  source: createStaticSource({ name, path: `${folder}/${file}`, isKeyed: binding.key !== undefined }),
  ...binding,
});

export const handler = createHandler(
  settings.value,
  () => ({
    pdp: createTablePdp(openTable(read('table.json'), sha256)),
    sources: host.sources.map(bind),
    // a line on standard output, which Lambda collects: as safe as that is, and no safer
    sink: { name: 'stdout', write: (record) => console.log(JSON.stringify(record)), flush: async () => {} },
    log: host.log,
    clock: Date.now,
    stopwatch: () => performance.now(),
    sha256,
    onLoss: ({ recordId, isRefused }) => console.error(JSON.stringify({ lost: recordId, isRefused })),
  }),
  (line) => console.error(line),
);
