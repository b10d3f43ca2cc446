// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from '../../docs/pages.ts';
import { runNode } from '../../docs/run.ts';
import type { Emulator } from './emulator.ts';
import { textAt } from './text-at.ts';

const execute = promisify(execFile);

/** `yaml` is CommonJS where Node asks for it, and requires modules of Node: without this an ES module that holds it throws when it is loaded. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

export interface Deployment {
  readonly name: string;
  /** Of the project. */
  readonly project: string;
  /** Where the zip is put together. */
  readonly folder: string;
  /** The file to which the function's lines of standard output go. */
  readonly collectTo: string;
  /** Makes the zip. */
  readonly python: string;
}

/** Compiles the project, bundles the Lambda of the documentation, zips both and creates the function of it, all as the README of the adapter says. Returns its ARN. */
export async function deploy(
  emulator: Emulator,
  { name, project, folder, collectTo, python }: Deployment,
): Promise<string> {
  const compiled = await runNode(['examples/cognito-lambda/build.mjs', project], { cwd: ROOT });
  if (compiled.code !== 0) throw new Error(compiled.err);

  const code = join(folder, `${name}-code`);
  mkdirSync(code);
  await build({
    entryPoints: [join(ROOT, 'examples/cognito-lambda/index.mjs')],
    outfile: join(code, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    conditions: ['source'], // as the other tests: of what is in the checkout now, built or not
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
  cpSync(join(__dirname, 'collect.mjs'), join(code, 'collect.mjs'));
  for (const file of ['table.json', 'host.json', 'sources'])
    cpSync(join(project, file), join(code, file), { recursive: true });

  const zip = join(folder, `${name}.zip`);
  await execute(python, ['-m', 'zipfile', '-c', zip, '.'], { cwd: code });
  const created = await emulator.createFunction({
    FunctionName: name,
    Runtime: 'nodejs22.x',
    Handler: 'collect.handler',
    Role: 'arn:aws:iam::000000000000:role/assay',
    Timeout: 5, // what Cognito waits, in seconds
    Environment: { Variables: { COLLECT_TO: collectTo } },
    Code: { ZipFile: readFileSync(zip).toString('base64') },
  });
  return textAt(created, 'FunctionArn');
}
