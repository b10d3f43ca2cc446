// SPDX-License-Identifier: Apache-2.0

/** A line with a comment behind it, where there is one. */
export function commented(line: string, comment: string | undefined): string {
  return comment === undefined ? line : `${line} ${comment}`;
}

/** Lines behind `pad`; blank ones stay empty. */
export function indented(lines: readonly string[], pad: string): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${pad}${line}`));
}

/** No two blank lines together. */
export function tidy(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '');
}

/** Without the blank lines at the beginning. */
export function withoutFirstBlanks(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line !== '');
  return first === -1 ? [] : lines.slice(first);
}

/** Without the blank lines at the end. */
export function withoutLastBlanks(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

/** The lines of a scalar without the blanks that folding drops. */
export function scalarLines(text: string): readonly string[] {
  const isDouble = text.startsWith('"');
  const lines = text.split('\n');
  return lines.map((line, index) => {
    const begun = index === 0 ? line : line.replace(/^[ \t]+/, '');
    return index === lines.length - 1 ? begun : trimmedEnd(begun, isDouble);
  });
}

function trimmedEnd(line: string, isDouble: boolean): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  // In double quotes a blank behind a backslash is escaped, and stays; behind two, the first escapes the second.
  return line.slice(0, isDouble && backslashes % 2 === 1 ? end + 1 : end);
}
