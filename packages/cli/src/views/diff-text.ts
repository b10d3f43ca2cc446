// SPDX-License-Identifier: Apache-2.0
import { structuredPatch } from 'diff';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';

/** Beyond this many changed lines a comparison takes long, and nobody reads it. */
const MOST_CHANGES = 5000;

/** What turns `before` into `after`, as a unified diff with three lines around each change; empty where nothing does. */
export function diffText(name: string, before: string, after: string, paint: Paint): string {
  if (before === after) return '';
  const head = [paint.bold(`--- ${printable(name)}`), paint.bold(`+++ ${printable(name)} (formatted)`)];
  return [...head, hunksText(before, after, paint)].join('\n');
}

/** The same without its head. */
export function hunksText(before: string, after: string, paint: Paint): string {
  const patch = structuredPatch('', '', before, after, '', '', { context: 3, maxEditLength: MOST_CHANGES });
  if (patch === undefined) return `(more than ${MOST_CHANGES} lines change)\n`;
  const hunks = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    paint.cyan(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`),
    ...lines.map((line) => paintLine(line, paint)),
  ]);
  return [...hunks, ''].join('\n');
}

function paintLine(line: string, paint: Paint): string {
  // A tab is nothing to be told of; a carriage return is why many lines change.
  const shown = line.split('\t').map(printable).join('\t');
  return line.startsWith('+') ? paint.green(shown) : line.startsWith('-') ? paint.red(shown) : shown;
}
