// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ManagementApi } from './management-api.ts';

export interface Import {
  /** The `node_modules` the Deploy CLI is in. */
  readonly modules: string;
  readonly api: ManagementApi;
  /** The output folder of a build. */
  readonly folder: string;
  /** The values of secrets: environment variables, which the CLI takes for keywords. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Added to the example configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export interface Imported {
  readonly status: number | null;
  readonly output: string;
}

/** It takes 11 s of a processor before its first call, to compile the schemas of everything a tenant can have. */
const IMPORT_TIMEOUT_MS = 120_000;

/** `a0deploy import`, as the README of the folder says: with a copy of its example configuration that is filled in. */
export async function importFolder({ modules, api, folder, secrets, config = {} }: Import): Promise<Imported> {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-a0deploy-'));
  try {
    const example: unknown = JSON.parse(readFileSync(join(folder, 'deploy-cli/config.example.json'), 'utf8'));
    const filledIn = { ...Object(example), AUTH0_DOMAIN: api.domain, AUTH0_CLIENT_ID: api.credentials.id, ...config };
    const configFile = join(scratch, 'config.json');
    writeFileSync(configFile, JSON.stringify(filledIn));
    const cli = join(modules, 'auth0-deploy-cli/lib/index.js');
    const env = { ...secrets, AUTH0_CLIENT_SECRET: api.credentials.secret, NODE_EXTRA_CA_CERTS: api.certificate };
    return await run([cli, 'import', '-c', configFile, '-i', join(folder, 'deploy-cli')], scratch, env);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** In an environment of its own: the CLI would take the variables of this one for keywords. */
function run(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      timeout: IMPORT_TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}
