// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';

/** `object` with the value at a slot's path; null takes the member away, and an empty path means the whole of it. A list on the way (`actors.0.type`) grows by what it lacks. */
export function setPath(object: JsonObject, [step, ...rest]: readonly string[], value: Json): JsonObject {
  if (step === undefined) return isObject(value) ? value : object;
  const inner = own(object, step);
  const next = rest.length === 0 ? value : setBelow(inner, rest, value);
  const members = Object.entries(object).filter(([name]) => name !== step);
  return Object.fromEntries(next === null ? members : [...members, [step, next]]);
}

function setBelow(inner: unknown, rest: readonly string[], value: Json): Json {
  const [step = ''] = rest;
  if (Array.isArray(inner) && /^\d{1,2}$/.test(step)) {
    const items = inner as readonly Json[]; // sound: a list in JSON
    const place = Number(step);
    const item = items[place];
    const after = setPath(isObject(item) ? item : {}, rest.slice(1), value);
    return Object.keys(after).length === 0 && place >= items.length ? items : [...items.slice(0, place), after];
  }
  // what is not there needs no member taken away
  if (value === null && !isObject(inner)) return (inner as Json | undefined) ?? null; // sound: a member of JSON
  return setPath(isObject(inner) ? (inner as JsonObject) : {}, rest, value); // sound: as above
}
