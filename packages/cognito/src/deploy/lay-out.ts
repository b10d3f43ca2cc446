// SPDX-License-Identifier: Apache-2.0

/** A string between double quotes: JSON's are YAML's, HCL's (but for `${`, which nothing here holds) and, near enough, TypeScript's. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A string between single quotes, as TypeScript and, for lack of escapes in it, YAML have it. Neither quotes nor backslashes may be inside. */
export function singleQuoted(text: string): string {
  return `'${text}'`;
}

/** The lines, each behind so many spaces; empty ones stay empty. */
export const indented = (spaces: number, lines: readonly string[]): string =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(spaces)}${line}`)).join('\n');
