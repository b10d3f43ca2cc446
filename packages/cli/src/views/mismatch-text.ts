// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { Mismatch } from '@assay/policy';
import { printable } from '../printable.ts';
import type { Paint } from '../session.ts';

/** What is not as it has to be, as people compare two texts: `-` is expected and missing, `+` is there and not expected. */
export function mismatchLines(mismatches: readonly Mismatch[], paint: Paint): readonly string[] {
  const lines: string[] = [];
  let about: string | undefined;
  for (const entry of mismatches) {
    if (entry.about !== about) lines.push(printable(entry.about));
    about = entry.about;
    if (entry.expected !== undefined) lines.push(...valueLines(entry.expected).map((line) => paint.red(`  - ${line}`)));
    if (entry.found !== undefined) lines.push(...valueLines(entry.found).map((line) => paint.green(`  + ${line}`)));
  }
  return lines;
}

/** A text as it is, anything else as JSON: on one line where it is short. */
function valueLines(value: Json): readonly string[] {
  if (typeof value === 'string') return [printable(value)];
  const short = JSON.stringify(value);
  const lines = short.length <= 80 ? [short] : JSON.stringify(value, null, 2).split('\n');
  return lines.map(printable);
}
