// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkoutFolder } from './checkout.ts';
import { detached } from './detached.ts';
import { filesBelow, type TemplateFile } from './templates.ts';

/** An example a project can start from. */
export interface Example {
  readonly name: string;
  /** What it is about, in one line: the title of its README, behind the colon. */
  readonly summary: string;
}

/** The folder of the examples: of the repository in a checkout; where the command is installed, beside it, since `npm pack` copies them there. */
export function galleryFolder(): string {
  const checkout = checkoutFolder();
  return checkout === undefined ? fileURLToPath(new URL('./examples', import.meta.url)) : join(checkout, 'examples');
}

/** Every example by name: each folder of a project that explains itself. */
export function exampleList(folder: string = galleryFolder()): readonly Example[] {
  return readdirSync(folder)
    .filter((name) => ['assay.yaml', 'README.md'].every((file) => existsSync(join(folder, name, file))))
    .toSorted()
    .map((name) => ({ name, summary: summaryOf(readFileSync(join(folder, name, 'README.md'), 'utf8')) }));
}

/** The files of the example `name`, which has to be one of the list, as a project of their own: without what ties them to the repository, and without records. */
export function exampleFiles(name: string, folder: string = galleryFolder()): readonly TemplateFile[] {
  return filesBelow(join(folder, name))
    .filter(({ path }) => !path.endsWith('.jsonl'))
    .map(({ path, content }) => ({ path, content: detached(name, path, content) }));
}

const summaryOf = (page: string): string => /^# (?:[^:\n]+: )?(.+)$/m.exec(page)?.[1] ?? '';
