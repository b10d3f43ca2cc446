// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { read } from './repository.ts';

/** What stands in the parts of a page, by the names in their marks. */
export type Parts = Readonly<Record<string, string>>;

/**
 * The page at `path` with its generated parts made anew: each lies between `<!-- generated: name -->` and `<!-- end -->`.
 * Throws where a mark has no part or a part no mark.
 */
export function withParts(root: string, path: string, parts: Parts): string {
  const missing = new Set(Object.keys(parts));
  const text = read(root, path).replace(/(<!-- generated: (.+?) -->\n)[^]*?(<!-- end -->)/g, (_, begin, name, end) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`${path}: nothing makes the part \`${name}\``);
    missing.delete(name);
    return `${begin}\n${part.trim()}\n\n${end}`;
  });
  if (missing.size > 0) throw new Error(`${path}: no mark for the part \`${[...missing].join('`, `')}\``);
  return text;
}

/** A table in Markdown; cells are text, in which `|` is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The exports of a source below `root`: what is generated is made from the checkout that is looked at, not from an installed package. */
export async function load<T>(root: string, path: string): Promise<T> {
  const module: unknown = await import(pathToFileURL(join(root, path)).href);
  return module as T; // the caller says what it reads of that file; where that is not there, what it generates differs, and the check fails
}
