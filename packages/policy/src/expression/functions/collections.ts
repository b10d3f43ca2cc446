// SPDX-License-Identifier: Apache-2.0
import { BOOL, DOUBLE, INT, listOf, mapOf, param, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

const [A, B] = [param('A'), param('B')];

/** Lists and maps. */
export const COLLECTIONS: readonly Declaration[] = [
  { name: '@in', params: [A, listOf(A)], result: BOOL, op: 'in_list' },
  { name: '@in', params: [INT, listOf(DOUBLE)], result: BOOL, op: 'in_list' },
  { name: '@in', params: [DOUBLE, listOf(INT)], result: BOOL, op: 'in_list' },
  { name: '@in', params: [STRING, mapOf(B)], result: BOOL, op: 'in_map' },
  { name: '_[_]', params: [listOf(A), INT], result: A, op: 'index_list' },
  { name: '_[_]', params: [mapOf(B), STRING], result: B, op: 'index_map' },
  { name: 'size', params: [listOf(A)], result: INT, op: 'size_list' },
  { name: 'size', receiver: true, params: [listOf(A)], result: INT, op: 'size_list' },
  { name: 'size', params: [mapOf(B)], result: INT, op: 'size_map' },
  { name: 'size', receiver: true, params: [mapOf(B)], result: INT, op: 'size_map' },
  { name: '_+_', params: [listOf(A), listOf(A)], result: listOf(A), op: 'concat_list' },
];
