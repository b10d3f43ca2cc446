// SPDX-License-Identifier: Apache-2.0
import { BOOL, DYN, INT, listOf, mapOf, optionalOf, param, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const [K, V] = [param('K'), param('V')];
const [LIST, MAP, OPTIONAL_V] = [listOf(V), mapOf(K, V), optionalOf(V)];

const make = (name: string, id: string, params: readonly Type[], result: Type, op: string): Declaration => ({
  name,
  id,
  params,
  result,
  op,
});
const method = (name: string, id: string, params: readonly Type[], result: Type, op: string): Declaration => ({
  ...make(name, id, params, result, op),
  receiver: true,
});

/** Optional values (cel-go's library of that name): made, chained, and read by index or key. A member, `a.?b`, is read by its name. */
export const OPTIONAL: readonly Declaration[] = [
  make('optional.of', 'optional_of', [V], OPTIONAL_V, 'opt_of'),
  make('optional.ofNonZeroValue', 'optional_ofNonZeroValue', [V], OPTIONAL_V, 'opt_of_nonzero'),
  make('optional.none', 'optional_none', [], OPTIONAL_V, 'opt_none'),
  make('optional.unwrap', 'optional_unwrap', [listOf(OPTIONAL_V)], LIST, 'opt_unwrap'),
  method('unwrapOpt', 'optional_unwrapOpt', [listOf(OPTIONAL_V)], LIST, 'opt_unwrap'),
  method('hasValue', 'optional_hasValue', [OPTIONAL_V], BOOL, 'opt_has_value'),
  method('value', 'optional_value', [OPTIONAL_V], V, 'opt_value'),
  method('or', 'optional_or_optional', [OPTIONAL_V, OPTIONAL_V], OPTIONAL_V, 'opt_or'),
  method('orValue', 'optional_orValue_value', [OPTIONAL_V, V], V, 'opt_or_value'),
  method('first', 'list_first', [LIST], OPTIONAL_V, 'opt_first'),
  method('last', 'list_last', [LIST], OPTIONAL_V, 'opt_last'),
  make('_?._', 'select_optional_field', [DYN, STRING], OPTIONAL_V, 'opt_field'),
  make('_[?_]', 'list_optindex_optional_int', [LIST, INT], OPTIONAL_V, 'opt_index'),
  make('_[?_]', 'optional_list_optindex_optional_int', [optionalOf(LIST), INT], OPTIONAL_V, 'opt_index'),
  make('_[?_]', 'map_optindex_optional_value', [MAP, K], OPTIONAL_V, 'opt_index'),
  make('_[?_]', 'optional_map_optindex_optional_value', [optionalOf(MAP), K], OPTIONAL_V, 'opt_index'),
  make('_[_]', 'optional_list_index_int', [optionalOf(LIST), INT], OPTIONAL_V, 'index_opt'),
  make('_[_]', 'optional_map_index_value', [optionalOf(MAP), K], OPTIONAL_V, 'index_opt'),
];
