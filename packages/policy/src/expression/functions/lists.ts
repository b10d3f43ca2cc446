// SPDX-License-Identifier: Apache-2.0
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  param,
  STRING,
  TIMESTAMP,
  UINT,
  type Type,
} from '../types.ts';
import { method, type Declaration } from './declaration.ts';

const T = listOf(param('T'));
const ORDERED = [INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES];

/** Timestamps and durations are messages to cel-go, and have the names of those. */
const nameOf = ({ kind }: Type): string =>
  kind === 'timestamp' ? 'google.protobuf.Timestamp' : kind === 'duration' ? 'google.protobuf.Duration' : kind;

/** The lists extension of cel-go; `sortBy` is a macro over `@sortByAssociatedKeys`. */
export const LISTS: readonly Declaration[] = [
  method('slice', 'list_slice', 'slice', [T, INT, INT], T),
  method('flatten', 'list_flatten', 'flatten', [listOf(T)], T),
  method('flatten', 'list_flatten_int', 'flatten', [listOf(DYN), INT], listOf(DYN)),
  method('distinct', 'list_distinct', 'distinct', [T], T),
  method('reverse', 'list_reverse', 'reverse_list', [T], T),
  ...ORDERED.map((type) => method('sort', `list_${nameOf(type)}_sort`, 'sort', [listOf(type)], listOf(type))),
  ...ORDERED.map((type) =>
    method('@sortByAssociatedKeys', `list_${nameOf(type)}_sortByAssociatedKeys`, 'sort', [T, listOf(type)], T),
  ),
  { name: 'lists.range', id: 'lists_range', params: [INT], result: listOf(INT), op: 'range' },
];
