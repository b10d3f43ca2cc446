// SPDX-License-Identifier: Apache-2.0
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { filesOf, read } from './repository.ts';

const LINK = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$/g;

/** Relative links of every page lead to a file that is there, and to a heading that is there. */
export function checkDocs(root: string): string[] {
  return filesOf(root, '', /\.md$/).flatMap((page) =>
    proseOf(read(root, page)).flatMap((line, index) =>
      [...line.matchAll(LINK)].flatMap((match) => {
        const problem = problemOf(root, page, match[1] ?? match[2] ?? '');
        return problem === undefined ? [] : [`${page}:${index + 1}: ${problem}`];
      }),
    ),
  );
}

function problemOf(root: string, page: string, link: string): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) return undefined;
  const [path = '', anchor] = decodeURI(link).split('#');
  const target = path === '' ? page : relative(root, join(root, dirname(page), path));
  if (target.startsWith('..') || path.startsWith('/')) return `\`${link}\` leaves the repository`;
  if (!existsSync(join(root, target))) return `\`${link}\` leads nowhere`;
  if (anchor === undefined || !target.endsWith('.md') || !statSync(join(root, target)).isFile()) return undefined;
  return headingsOf(read(root, target)).has(anchor) ? undefined : `\`${link}\` names a heading that is not there`;
}

/** The anchors GitHub gives the headings of a page; a repeated one gets a number. */
function headingsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const line of proseOf(text, false)) {
    const heading = /^ {0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
    let unique = anchor;
    for (let n = 1; anchors.has(unique); n++) unique = `${anchor}-${n}`;
    anchors.add(unique);
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) if (id !== undefined) anchors.add(id);
  return anchors;
}

/** The lines of a page with its code emptied; line numbers stay. */
function proseOf(text: string, alsoInline = true): string[] {
  let fence: string | undefined;
  return text.split('\n').map((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark !== undefined) fence = mark;
    else if (fence !== undefined && mark?.startsWith(fence) === true) fence = undefined;
    else if (fence === undefined) return alsoInline ? line.replace(/(`+).*?\1/g, '') : line;
    return '';
  });
}
