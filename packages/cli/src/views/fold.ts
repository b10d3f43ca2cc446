// SPDX-License-Identifier: Apache-2.0
import wrapAnsi from 'wrap-ansi';
import { columnsOf } from './pad.ts';

/** What the rest of a folded line is indented by, beyond the line itself. */
const HANGING = '    ';

/** Text with its lines folded between words where they are longer than `width` columns; the rest of a line hangs under its beginning. A longer word stays whole. */
export function folded(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (columnsOf(line) <= width ? [line] : fold(line, width)))
    .join('\n');
}

function fold(line: string, width: number): readonly string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const hanging = indent + HANGING;
  const [first = '', ...rest] = wrapAnsi(line.slice(indent.length), width - hanging.length).split('\n');
  return [indent + first, ...rest.map((part) => hanging + part)];
}
