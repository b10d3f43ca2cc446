// SPDX-License-Identifier: Apache-2.0
import { build } from 'esbuild';
import { languageModule } from '@assay/policy';
import { compileWorkload } from './project.ts';
import { createWorkload } from './workload.ts';

/**
 * One minified file that holds the runtime and the compiled rules, as an identity provider's hook is deployed: with everything an adapter needs,
 * or (not whole) only what decides. It exports its PDP, and how long that took to load.
 */
export async function artefact(
  size: number,
  { isWhole }: { readonly isWhole: boolean },
): Promise<{ readonly code: string; readonly table: string }> {
  const { text, table } = compileWorkload(createWorkload(size));
  const result = await build({
    stdin: {
      contents: `
        import { createHash } from 'node:crypto';
        import { createBuiltTablePdp, openBuiltTable } from '@assay/core/pdp';
        ${isWhole ? `export { enforce } from '@assay/core/pep';` : ''}
        ${languageModule(table)}
        const sha256 = (text) => createHash('sha256').update(text).digest('hex');
        const start = performance.now();
        export const pdp = createBuiltTablePdp(openBuiltTable(${JSON.stringify(text)}, sha256), LANGUAGE);
        export const loadMilliseconds = performance.now() - start;
      `,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
    conditions: ['source'],
    logLevel: 'silent',
  });
  return { code: result.outputFiles[0]?.text ?? '', table: text };
}
