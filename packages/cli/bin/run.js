// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs the command; in a checkout, where the TypeScript sources lie beside, first brings the compiled files up to date. */
export async function run(argv) {
  if (existsSync(here('../src'))) {
    const problem = await build(here('../../..'));
    if (problem !== undefined) {
      process.stderr.write(problem);
      process.exitCode = 2;
      return;
    }
  }
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(argv);
}
