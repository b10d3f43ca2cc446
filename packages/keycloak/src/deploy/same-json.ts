// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';

/** Whether two JSON values say the same: the order of members means nothing, and a member that is null is not there. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => sameJson(item, (b as readonly unknown[])[at])); // sound: an array
  if (!isObject(a) || !isObject(b)) return (a ?? null) === (b ?? null);
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => sameJson(own(a, name), own(b, name)));
}
