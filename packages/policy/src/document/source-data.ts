// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Report } from '../diagnostics/report.ts';
import { jsonObject } from './json-value.ts';
import type { DataCheck } from './json-schema.ts';
import { readShape } from './read-shape.ts';

/** The data of a static source: one object by key, or one for all. */
export type SourceData = { readonly byKey: ReadonlyMap<string, JsonObject> } | { readonly forAll: JsonObject };

/** Reads the data file of a static source, JSON or YAML, and checks it. Returns undefined when it is no map. */
export function readSourceData(
  file: string,
  text: string,
  keyed: boolean,
  check: DataCheck | undefined,
  report: Report,
): SourceData | undefined {
  const data = readShape(file, text, jsonObject, report);
  if (data === undefined || data.node.kind !== 'map') return undefined;
  if (!keyed) {
    check?.(data.value, data.node, report);
    return { forAll: data.value };
  }
  const byKey = new Map<string, JsonObject>();
  for (const { key, value } of data.node.entries) {
    const entry = jsonObject.read(value, report);
    if (entry === undefined) continue;
    check?.(entry.value, value, report);
    byKey.set(key.value, entry.value);
  }
  return { byKey };
}
