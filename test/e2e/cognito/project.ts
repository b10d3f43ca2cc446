// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../docs/pages.ts';
import { runAssay } from '../../docs/run.ts';
import type { AppClient, Pool } from './pool.ts';

const AUDIENCE = '    audience: https://api.example.com/orders\n';

/** Writes the project `assay init` writes. */
export async function initProject(folder: string): Promise<void> {
  const { code, out, err } = await runAssay(['init', folder, '--idp', 'cognito'], ROOT);
  if (code !== 0) throw new Error(`assay init ended with ${code}: ${out}${err}`);
}

/** Writes it, and puts into it what only the team knows: its clients and its people. */
export async function writeProject(folder: string, pool: Pool): Promise<void> {
  await initProject(folder);
  edit(join(folder, 'assay.yaml'), '1example23456789orders4web', pool.web.id);
  edit(join(folder, 'assay.yaml'), '1example23456789orders4job', pool.job.id);
  // the emulator leaves the attributes out of some events; here the user name is the `sub`
  edit(join(folder, 'assay.yaml'), AUDIENCE, `${AUDIENCE}    missing_sub: user_name\n`);
  edit(join(folder, 'sources/switches.yaml'), 'clients: []', `clients: [${pool.oldWeb.id}, ${pool.oldJob.id}]`);
  writeFileSync(
    join(folder, 'sources/staff.yaml'),
    [
      `${pool.clerk.sub}: { status: active, roles: [order-clerk], team: fulfilment }`,
      `${pool.reader.sub}: { status: active, roles: [], team: support }`,
    ].join('\n'),
  );
}

/** What the operator of a pool with version 1 events writes to have them accepted. */
export function acceptUnseenScopes(folder: string): void {
  edit(join(folder, 'assay.yaml'), AUDIENCE, `${AUDIENCE}    unseen_scopes: accept\n`);
}

/** Has the source `staff` read from a table, in place of its file. */
export function readFromTable(folder: string, table: string): void {
  edit(
    join(folder, 'assay.yaml'),
    `    driver: static # from a file of this project
    file: sources/staff.yaml
    key: subject.id # the file holds one entry per subject
    timeout: 200ms
`,
    `    driver: dynamodb
    table: ${table}
    key: subject.id
    partition_key: pk
    prefix: 'SUBJECT#'
    timeout: 2s
`,
  );
}

/** Switches a client off, as the policy's owner does: from the next token on. */
export function switchOff(folder: string, client: AppClient): void {
  edit(join(folder, 'sources/switches.yaml'), 'clients: [', `clients: [${client.id}, `);
}

/** Replaces what has to be there. */
export function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold \`${from}\``);
  writeFileSync(path, text.replaceAll(from, to));
}
