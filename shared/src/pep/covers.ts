// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json } from '../model/json.ts';
import type { AuthorizationDetail } from '../model/request.ts';

const COMMON = ['locations', 'actions', 'datatypes'] as const;

/**
 * Whether `entry` grants no more than `allowed`: the same type, its locations, actions and datatypes among those of `allowed`, every other
 * member the same, or, at one of the `narrowable` paths, a lesser number or a part of a list. A member absent in `allowed` allows anything, but locations have to be requested targets (AuthZEN token issuance, section 5).
 */
export function isCovered(
  entry: AuthorizationDetail,
  allowed: AuthorizationDetail,
  targets: readonly string[],
  narrowable: readonly (readonly string[])[] = [],
): boolean {
  if (entry === allowed) return true;
  if (entry.type !== allowed.type) return false;
  const isWithin = COMMON.every((name) =>
    isSubset(entry[name], allowed[name] ?? (name === 'locations' ? targets : undefined), allowed[name] === undefined),
  );
  const names = [...Object.keys(entry), ...Object.keys(allowed)].filter(
    (name) => !COMMON.some((common) => common === name),
  );
  return (
    isWithin &&
    names.every(
      (name) =>
        Object.hasOwn(entry, name) &&
        Object.hasOwn(allowed, name) &&
        isNoMore(entry[name], allowed[name], below(narrowable, name)),
    )
  );
}

function isSubset(found: Json | undefined, ceiling: Json | readonly string[] | undefined, isFree: boolean): boolean {
  if (found === undefined) return isFree;
  if (!Array.isArray(found)) return false;
  if (ceiling === undefined) return true;
  return Array.isArray(ceiling) && found.every((item) => ceiling.includes(item));
}

/** The rest of the paths that begin with `name`. */
const below = (paths: readonly (readonly string[])[], name: string): readonly (readonly string[])[] =>
  paths.filter(([first]) => first === name).map((path) => path.slice(1));

/** Whether `a` is `b`, but for what the paths lead to, which may be less. */
function isNoMore(a: Json | undefined, b: Json | undefined, paths: readonly (readonly string[])[]): boolean {
  if (paths.length === 0) return isSame(a, b);
  if (paths.some((path) => path.length === 0)) return isLess(a, b) || isSame(a, b);
  if (!isObject(a) || !isObject(b)) return isSame(a, b);
  const names = Object.keys(b);
  return (
    Object.keys(a).length === names.length &&
    names.every((name) => Object.hasOwn(a, name) && isNoMore(a[name] as Json, b[name] as Json, below(paths, name))) // sound: members of JSON are JSON
  );
}

function isLess(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a <= b;
  return Array.isArray(a) && Array.isArray(b) && a.length > 0 && a.every((item) => b.includes(item));
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(([name, value]) => Object.hasOwn(b, name) && isSame(value, (b as Readonly<Record<string, Json>>)[name]))
  ); // sound: members of JSON are JSON
}
