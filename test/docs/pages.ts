// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT: string = join(__dirname, '../..');

export const readPage = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The fenced blocks of a page in one language, in order, without their fences. */
export function blocksOf(page: string, language: string): readonly string[] {
  const blocks: string[] = [];
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  for (const line of readPage(page).split('\n')) {
    const [, fence = '', named = ''] = /^(`{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && fence !== '') open = { fence, language: named.trim(), lines: [] };
    else if (open !== undefined && fence.startsWith(open.fence)) {
      if (open.language === language) blocks.push(open.lines.join('\n'));
      open = undefined;
    } else open?.lines.push(line);
  }
  return blocks;
}
