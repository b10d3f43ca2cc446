// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../model/json.ts';
import type { AuthorizationDetail } from '../model/request.ts';

const COMMON = ['locations', 'actions', 'datatypes'] as const;

/**
 * Whether `entry` grants no more than `allowed`: the same type, its locations, actions and datatypes among those of `allowed`, every other
 * member the same. A member absent in `allowed` allows anything, but locations have to be requested targets (AuthZEN token issuance, section 5).
 */
export function isCovered(
  entry: AuthorizationDetail,
  allowed: AuthorizationDetail,
  targets: readonly string[],
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
      (name) => Object.hasOwn(entry, name) && Object.hasOwn(allowed, name) && isSame(entry[name], allowed[name]),
    )
  );
}

function isSubset(found: Json | undefined, ceiling: Json | readonly string[] | undefined, isFree: boolean): boolean {
  if (found === undefined) return isFree;
  if (!Array.isArray(found)) return false;
  if (ceiling === undefined) return true;
  return Array.isArray(ceiling) && found.every((item) => ceiling.includes(item));
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
