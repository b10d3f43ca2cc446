// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json } from '@assay/core/model';

/** One thing that is not as it has to be. `about` is a path for people: `scopes`, `claims of the access token`; what is absent is not there. */
export interface Mismatch {
  readonly about: string;
  readonly expected?: Json;
  readonly found?: Json;
  /** Where an explanation tells more of it. */
  readonly items?: ItemsOf;
}

/** Items of an explanation: of a kind, or all, and of these names where there are any. */
export interface ItemsOf {
  readonly kind: 'any' | 'gate' | 'scope' | 'claim' | 'lifetime' | 'detail' | 'group' | 'role';
  readonly names?: readonly string[];
}

/** The mismatches, each with where an explanation tells more. */
export function explainedBy(
  kind: ItemsOf['kind'],
  mismatches: readonly Mismatch[],
  names?: readonly string[],
): readonly Mismatch[] {
  return mismatches.map((entry) => ({ ...entry, items: { kind, ...(names && { names }) } }));
}

/** Whether two JSON values are the same, whatever the order of members. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b) || Array.isArray(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]))
  );
}

/** What is missing of `expected` in `found`: members of objects may be more, items of lists may not. `path` leads to both. */
export function missingParts(expected: Json, found: unknown, path: string): readonly Mismatch[] {
  if (isObject(expected) && isObject(found) && !Array.isArray(found))
    return Object.entries(expected as Readonly<Record<string, Json>>).flatMap(([name, value]) =>
      // sound: a member of JSON
      missingParts(value, own(found, name), `${path}/${name}`),
    );
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length)
    return (expected as readonly Json[]).flatMap((item, i) => missingParts(item, found[i], `${path}/${i}`)); // sound: an item of JSON
  return sameJson(expected, found) ? [] : [mismatch(path, expected, found)];
}

/** The members in which two objects differ, with both values. */
export function differingMembers(
  expected: object,
  found: object,
): readonly (readonly [name: string, expected: unknown, found: unknown])[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])].flatMap((name) => {
    const [wanted, actual] = [own(expected, name), own(found, name)];
    return sameJson(wanted, actual) ? [] : [[name, wanted, actual] as const];
  });
}

/** What differs between two values, at the smallest parts that do. */
export function differingParts(expected: unknown, found: unknown, path: string): readonly Mismatch[] {
  if (isObject(expected) && isObject(found) && !Array.isArray(expected) && !Array.isArray(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return names.flatMap((name) => differingParts(own(expected, name), own(found, name), `${path}/${name}`));
  }
  return sameJson(expected, found) ? [] : [mismatch(path, expected, found)];
}

/** A mismatch of two JSON values, undefined where there is none. */
export function mismatch(about: string, expected: unknown, found: unknown): Mismatch {
  return {
    about,
    // sound: what is compared is JSON
    ...(expected !== undefined && { expected: expected as Json }),
    ...(found !== undefined && { found: found as Json }),
  };
}
