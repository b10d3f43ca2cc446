// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { load, table } from './page-parts.ts';

/** An example a project can start from, and what its README says it is about. */
export interface Example {
  readonly name: string;
  readonly summary: string;
}

interface Gallery {
  readonly exampleList: (folder: string) => readonly Example[];
}

/** Every example of the repository at `root`, as `assay init --list` lists them. */
export async function examplesOf(root: string): Promise<readonly Example[]> {
  const { exampleList } = await load<Gallery>(root, 'packages/cli/src/gallery.ts');
  return exampleList(join(root, 'examples'));
}

/** The index of the examples. */
export async function exampleIndex(root: string): Promise<string> {
  const examples = await examplesOf(root);
  return table(
    ['example', 'what it is about'],
    examples.map(({ name, summary }) => [`[${name}](${name}/README.md)`, summary]),
  );
}
