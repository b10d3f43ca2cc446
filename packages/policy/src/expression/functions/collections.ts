// SPDX-License-Identifier: Apache-2.0
import { BOOL, BYTES, DOUBLE, INT, listOf, mapOf, param, STRING, UINT, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const [A, B] = [param('A'), param('B')];
const [LIST, MAP] = [listOf(A), mapOf(A, B)];
const NUMBERS = [INT, UINT, DOUBLE];

/** A number is found among numbers of another type. */
const mixed: readonly Declaration[] = NUMBERS.flatMap((item) =>
  NUMBERS.filter((of) => of !== item).map((of) => ({
    name: '@in',
    id: 'in_list',
    params: [item, listOf(of)],
    result: BOOL,
    op: 'in_list',
    extension: true,
  })),
);

const size = (name: string, type: Type, op: string): readonly Declaration[] => [
  { name: 'size', id: `size_${name}`, params: [type], result: INT, op },
  { name: 'size', receiver: true, id: `${name}_size`, params: [type], result: INT, op },
];

/** Lists and maps. A size is that of a list or map in items, of a string in code points, of bytes in bytes. */
export const COLLECTIONS: readonly Declaration[] = [
  { name: '@in', id: 'in_list', params: [A, LIST], result: BOOL, op: 'in_list' },
  { name: '@in', id: 'in_map', params: [A, MAP], result: BOOL, op: 'in_map' },
  ...mixed,
  { name: '_[_]', id: 'index_list', params: [LIST, INT], result: A, op: 'index_list' },
  { name: '_[_]', id: 'index_map', params: [MAP, A], result: B, op: 'index_map' },
  ...size('list', LIST, 'size_list'),
  ...size('map', MAP, 'size_map'),
  ...size('string', STRING, 'size_str'),
  ...size('bytes', BYTES, 'size_bytes'),
  // what the macros `transformMap` and `transformMapEntry` make their maps with
  { name: 'cel.@mapInsert', id: '@mapInsert_map_key_value', params: [MAP, A, B], result: MAP, op: 'map_insert' },
  { name: 'cel.@mapInsert', id: '@mapInsert_map_map', params: [MAP, MAP], result: MAP, op: 'map_merge' },
];
