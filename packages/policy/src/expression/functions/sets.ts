// SPDX-License-Identifier: Apache-2.0
import { BOOL, listOf, param } from '../types.ts';
import type { Declaration } from './declaration.ts';

const T = listOf(param('T'));

const overload = (name: string): Declaration => ({
  name: `sets.${name}`,
  id: `list_sets_${name}_list`,
  params: [T, T],
  result: BOOL,
  op: `set_${name}`,
});

/** The sets extension of cel-go: lists as sets. */
export const SETS: readonly Declaration[] = [overload('contains'), overload('equivalent'), overload('intersects')];
