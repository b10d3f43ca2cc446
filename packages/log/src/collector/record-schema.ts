// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The schema that `@assay/core` publishes of decision records; it lies beside the compiled files and the sources alike. */
export function readRecordSchema(): object {
  const index = createRequire(import.meta.url).resolve('@assay/core/log');
  const text = readFileSync(join(index, '../../../schemas/decision-record.schema.json'), 'utf8');
  return JSON.parse(text) as object; // sound: a schema of ours
}
