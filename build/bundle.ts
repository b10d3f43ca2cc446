// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Target } from './targets.ts';

/** The minified text of a target, bundled from the sources of the repository at `root`. The same sources always give the same bytes. */
export async function bundle(root: string, { entry, format }: Pick<Target, 'entry' | 'format'>): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: join(root, 'test'), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format,
    platform: 'neutral',
    target: 'es2022',
    conditions: ['source'],
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
