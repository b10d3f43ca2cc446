// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { checkoutFolder } from '../checkout.ts';

/** A file of an artefact, as the platform runs it. */
export interface BundledFile {
  /** Without a folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface BundleOptions {
  /** The name of the entry's file. */
  readonly file: string;
  readonly format: 'esm' | 'cjs';
  /** Whether what is imported only when it is needed becomes files of its own, which ES modules can; otherwise there is one file. */
  readonly isSplit?: boolean;
  /** A comment the entry begins with: which policy this is, for whoever looks at what is deployed. */
  readonly banner?: string;
}

/** What both kinds of artefact have in common: native async functions stay what they are, because Auth0 looks for them. */
const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  platform: 'node',
  target: 'es2022',
  legalComments: 'none',
  mainFields: ['module', 'main'],
  charset: 'utf8',
  logLevel: 'silent',
};

/** A package of the workspace, or of what is installed beside this command. */
const here = fileURLToPath(new URL('.', import.meta.url));

/** Bundles the text of an entry with all it imports. The same text always gives the same bytes. The entry comes first. */
export async function bundle(
  entry: string,
  { file, format, isSplit = false, banner }: BundleOptions,
): Promise<readonly BundledFile[]> {
  // only a build wants it
  const { build } = await import('esbuild');
  const { outputFiles = [] } = await build({
    ...COMMON,
    stdin: { contents: entry, resolveDir: here, loader: 'js', sourcefile: file },
    format,
    outdir: 'out',
    entryNames: file.replace(/\.[^.]+$/, ''),
    chunkNames: '[name]-[hash]',
    outExtension: { '.js': file.slice(file.lastIndexOf('.')) },
    splitting: isSplit,
    ...(banner !== undefined && { banner: { js: banner } }),
    // `module` is esbuild's own where none is named: without it the AWS SDK would come as CommonJS, which asks for what an ES module does not have
    conditions: ['module', ...(checkoutFolder() === undefined ? [] : ['source'])],
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: path.replace(/^.*[\\/]/, ''), bytes: contents }));
  return files.toSorted((a, b) => Number(b.name === file) - Number(a.name === file) || (a.name < b.name ? -1 : 1));
}
