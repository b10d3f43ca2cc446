// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OutputFile } from './artefact/recipe.ts';
import type { IdpName } from './idps.ts';

/** A file of a template or an example, which is text. */
export interface TemplateFile extends OutputFile {
  readonly content: string;
}

/** The files of a project that works at once on `idp`. */
export function templateFiles(idp: IdpName): readonly TemplateFile[] {
  return filesBelow(fileURLToPath(new URL(`../templates/${idp}`, import.meta.url)));
}

/** Every file below `folder`, in the order of their paths. */
export function filesBelow(folder: string): readonly TemplateFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({ path: file.slice(folder.length + 1).replaceAll(sep, '/'), content: readFileSync(file, 'utf8') }));
}
