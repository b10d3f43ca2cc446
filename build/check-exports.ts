// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lineWith, packagesOf, read, type Package } from './repository.ts';

/** What a package exports exists, and the index of every folder of its sources is exported. */
export function checkExports(root: string): string[] {
  return packagesOf(root).flatMap((home) => [...missingTargets(root, home), ...missingExports(root, home)]);
}

function missingTargets(root: string, { folder, manifest }: Package): string[] {
  const text = read(root, `${folder}/package.json`);
  const say = (part: string, what: string): string => `${folder}/package.json:${lineWith(text, `"${part}"`)}: ${what}`;
  const findings: string[] = [];
  for (const [subpath, { source = '', types, default: compiled }] of Object.entries(manifest.exports ?? {})) {
    if (!existsSync(join(root, folder, source)))
      findings.push(say(subpath, `\`${subpath}\` exports \`${source}\`, which does not exist`));
    const output = source.replace('./src/', './dist/').replace(/\.ts$/, '');
    if (types !== `${output}.d.ts`)
      findings.push(say(subpath, `the types of \`${subpath}\` should be \`${output}.d.ts\``));
    if (compiled !== `${output}.js`)
      findings.push(say(subpath, `the default of \`${subpath}\` should be \`${output}.js\``));
  }
  for (const [name, target] of Object.entries(manifest.bin ?? {})) {
    if (!existsSync(join(root, folder, target)))
      findings.push(say(name, `the command \`${name}\` is \`${target}\`, which does not exist`));
  }
  return findings;
}

function missingExports(root: string, { folder, manifest }: Package): string[] {
  const sources = join(root, folder, 'src');
  if (manifest.exports === undefined || !existsSync(sources)) return [];
  const exported = new Set(Object.values(manifest.exports).map(({ source }) => source));
  return ['.', ...readdirSync(sources)]
    .map((name) => (name === '.' ? 'src/index.ts' : `src/${name}/index.ts`))
    .filter((path) => existsSync(join(root, folder, path)) && !exported.has(`./${path}`))
    .map((path) => `${folder}/${path}:1: is not exported by ${folder}/package.json`);
}
