// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { readYaml } from '../document/read-yaml.ts';
import { itemSchema, memberSchema } from '../document/schema-walk.ts';
import { schemaOfFile } from '../document/schema-of-file.ts';
import type { Cursor } from './cursor.ts';

/** The published JSON Schema of the text `text`, as far as it can be read. */
export function schemaOfText(text: string): JsonObject | undefined {
  const data = readYaml('', text, () => undefined);
  return data?.kind === 'map' ? schemaOfFile(data) : undefined;
}

/** The schema of what stands below `path` of `schema`, or undefined where the path leads nowhere known. */
export function schemaAt(schema: JsonObject, path: Cursor['path']): JsonObject | undefined {
  let below: JsonObject | undefined = schema;
  for (const step of path) {
    if (below === undefined) return undefined;
    below = step === undefined ? itemSchema(below) : memberSchema(below, step);
  }
  return below;
}
