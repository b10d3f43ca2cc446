// SPDX-License-Identifier: Apache-2.0
import { build } from 'esbuild';
import { compileWorkload } from './project.ts';
import { createWorkload } from './workload.ts';

/**
 * One minified file that holds the runtime and the compiled rules, as an identity provider's hook is deployed: with everything an adapter needs,
 * or (not whole) only what decides. Run by itself it loads the table, decides once and exits.
 */
export async function artefact(
  size: number,
  { isWhole }: { readonly isWhole: boolean },
): Promise<{ readonly code: string; readonly table: string }> {
  const workload = createWorkload(size);
  const { text } = compileWorkload(workload);
  const input = workload.inputs[0];
  const result = await build({
    stdin: {
      contents: `
        import { createHash } from 'node:crypto';
        import { ALL_OPS, createBuiltTablePdp, openBuiltTable } from '@assay/core/pdp';
        ${isWhole ? `export { enforce } from '@assay/core/pep';` : ''}
        const start = performance.now();
        const pdp = createBuiltTablePdp(openBuiltTable(${JSON.stringify(text)}, (text) => createHash('sha256').update(text).digest('hex')), ALL_OPS);
        const loaded = performance.now();
        const decision = pdp.decide(${JSON.stringify(input?.request)}, ${JSON.stringify(input?.attributes)});
        if (process.env.ASSAY_BENCH_REPORT) console.log(JSON.stringify({ load: loaded - start, first: performance.now() - loaded, outcome: decision.outcome }));
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
