// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';

/** A way into fixtures: `sources.iga.roles`; a member that is no plain word stands in brackets: `subject.profile["custom:x"]`. */
export type FactPath = readonly string[];

/** The steps of a path, or undefined where the text is none. Linear in its length. */
export function parseFactPath(text: string): FactPath | undefined {
  if (text.length > LONGEST) return undefined;
  const steps: string[] = [];
  const step = /\.?([^.[\]"]+)|\["([^"]+)"\]/y;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) return undefined;
    const isFirst = steps.length === 0;
    if (isFirst ? !/^[a-z]/.test(match[0]) : match[1] !== undefined && !match[0].startsWith('.')) return undefined;
    steps.push(match[1] ?? match[2] ?? '');
  }
  return steps;
}

const LONGEST = 1024;

/** `path` as it is written. */
export function factPathText(path: FactPath): string {
  return path.map((step, i) => (i === 0 ? step : /^[^.[\]"]+$/.test(step) ? `.${step}` : `["${step}"]`)).join('');
}

/** `object` with the member at `path` set to `value`; null takes it away. Objects on the way are made; what is no object is replaced. */
export function withFact(object: JsonObject, [step = '', ...rest]: FactPath, value: Json): JsonObject {
  const entries = new Map(Object.entries(object));
  if (rest.length > 0) {
    const inner = own(object, step);
    entries.set(step, withFact(isObject(inner) ? (inner as JsonObject) : {}, rest, value)); // sound: a member of JSON
  } else if (value === null) entries.delete(step);
  else entries.set(step, value);
  // unlike an assignment, `fromEntries` makes even `__proto__` a member of its own
  return Object.fromEntries(entries);
}
