// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from 'node:util';

const INDENT = '  ';

/** Rows as columns, two spaces between them; the last is as long as it is. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  const line = (row: readonly string[]): string => row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell))).join('  ');
  return rows.map((row) => INDENT + line(row).trimEnd()).join('\n');
}

const widthOf = (cell: string): number => stripVTControlCharacters(cell).length;
