// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DecisionRecord } from '@assay/core/log';

/**
 * The records of a JSON-lines file, in the order written; what else a log holds is left out. A last line that was cut off in the middle of a write is passed over;
 * any other that is no JSON throws a SyntaxError.
 */
export async function* readJsonLines(path: string): AsyncGenerator<DecisionRecord> {
  let held: string | undefined;
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (held !== undefined) yield* recordsIn(held);
    held = line === '' ? undefined : line;
  }
  if (held === undefined) return;
  try {
    yield* recordsIn(held);
  } catch {
    // cut off: the record was never acknowledged
  }
}

function recordsIn(line: string): readonly DecisionRecord[] {
  const { entry: _entry, ...value } = JSON.parse(line) as DecisionRecord & { readonly entry?: unknown }; // sound: a sink or a store wrote it
  return 'kind' in value ? [] : [value];
}
