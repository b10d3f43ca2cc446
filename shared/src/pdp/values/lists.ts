// SPDX-License-Identifier: Apache-2.0
import { keyOf } from './maps.ts';

/** The item of a list at an index of any numeric type; undefined where there is none, or the index is no integer. */
export function itemAt(list: readonly unknown[], index: unknown): unknown {
  const place = keyOf(index);
  return typeof place === 'number' ? list[place] : undefined;
}
