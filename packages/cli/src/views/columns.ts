// SPDX-License-Identifier: Apache-2.0
import { printable } from '../printable.ts';
import { columnsOf, pad } from './pad.ts';

/** Text by row and column; it may come from anywhere. */
export type Rows = readonly (readonly string[])[];

const INDENT = '  ';

/** Rows as columns, indented, two spaces between them; the last is as long as it is. */
export function columns(rows: Rows): string {
  const shown = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, columnsOf(cell));
  }
  return shown
    .map((row) => INDENT + row.map((cell, i) => pad(cell, widths[i] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}
