// SPDX-License-Identifier: Apache-2.0
import { isObject } from '@assay/core/model';

/** What stands at a path of own members; undefined where there is nothing. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}
