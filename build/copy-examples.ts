// SPDX-License-Identifier: Apache-2.0
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Copies the examples `names` from the folder `from` to `into`, which then holds nothing else; the records of their runs stay behind. */
export function copyExamples(names: readonly string[], from: string, into: string): void {
  rmSync(into, { recursive: true, force: true });
  for (const name of names) {
    cpSync(join(from, name), join(into, name), { recursive: true, filter: (path) => !path.endsWith('.jsonl') });
  }
}
