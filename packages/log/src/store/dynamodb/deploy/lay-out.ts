// SPDX-License-Identifier: Apache-2.0

/** The lines, each behind so many spaces; empty ones stay empty. */
export const indented = (spaces: number, lines: readonly string[]): string =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(spaces)}${line}`)).join('\n');

/** A string between single quotes. It may hold no quote, backslash or line break. */
export const singleQuoted = (text: string): string => `'${text}'`;

/** A string between double quotes, which JSON, YAML and HCL write alike. For HCL it may hold neither `${` nor `%{`. */
export const quoted = (text: string): string => JSON.stringify(text);
