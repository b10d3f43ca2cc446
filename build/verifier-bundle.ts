// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { build } from 'esbuild';

const BANNER = `#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Checks proofs of a decision log, offline. One file that needs Node and nothing else; made from packages/log/src/proof by \`npm run generate\`.`;

/** The published verifier of proofs as one file, for people to read before they run it. */
export async function verifierBundle(root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'packages/log/src/proof/assay-verify.ts')],
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    conditions: ['source'],
    banner: { js: BANNER },
    legalComments: 'none',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
