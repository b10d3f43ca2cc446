// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Generator } from './generators.ts';

/** Text as the formatter leaves it in a file of this path. */
export type Format = (path: string, text: string) => Promise<string>;

/** Runs one generator: the formatted text of each of its outputs, by path. */
export async function generate(
  root: string,
  { name, outputs, run }: Generator,
  format: Format,
): Promise<Map<string, string>> {
  const made = await run(root);
  const names = Object.keys(made).toSorted();
  if (names.join() !== outputs.toSorted().join())
    throw new Error(`generator \`${name}\` made ${names.join(', ')}, expected ${outputs.join(', ')}`);
  const texts = names.map(async (path): Promise<[string, string]> => [
    path,
    await format(join(root, path), made[path] ?? ''),
  ]);
  return new Map(await Promise.all(texts));
}

/** Runs the generators and writes what they make; returns the paths. */
export async function writeAll(root: string, generators: readonly Generator[], format: Format): Promise<string[]> {
  const written: string[] = [];
  for (const generator of generators) {
    for (const [path, text] of await generate(root, generator, format)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      written.push(path);
    }
  }
  return written;
}
