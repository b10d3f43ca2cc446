// SPDX-License-Identifier: Apache-2.0
import { BOOL, DYN, INT, listOf, mapOf, optionalOf, param, STRING } from '../types.ts';
import { call, method, type Declaration } from './declaration.ts';

const [K, V] = [param('K'), param('V')];
const [LIST, MAP, OPTIONAL_V] = [listOf(V), mapOf(K, V), optionalOf(V)];

/** Optional values (cel-go's library of that name): made, chained, and read by index or key. A member, `a.?b`, is read by its name. */
export const OPTIONAL: readonly Declaration[] = [
  call('optional.of', 'optional_of', 'opt_of', [V], OPTIONAL_V),
  call('optional.ofNonZeroValue', 'optional_ofNonZeroValue', 'opt_of_nonzero', [V], OPTIONAL_V),
  call('optional.none', 'optional_none', 'opt_none', [], OPTIONAL_V),
  call('optional.unwrap', 'optional_unwrap', 'opt_unwrap', [listOf(OPTIONAL_V)], LIST),
  method('unwrapOpt', 'optional_unwrapOpt', 'opt_unwrap', [listOf(OPTIONAL_V)], LIST),
  method('hasValue', 'optional_hasValue', 'opt_has_value', [OPTIONAL_V], BOOL),
  method('value', 'optional_value', 'opt_value', [OPTIONAL_V], V),
  method('or', 'optional_or_optional', 'opt_or', [OPTIONAL_V, OPTIONAL_V], OPTIONAL_V),
  method('orValue', 'optional_orValue_value', 'opt_or_value', [OPTIONAL_V, V], V),
  method('first', 'list_first', 'opt_first', [LIST], OPTIONAL_V),
  method('last', 'list_last', 'opt_last', [LIST], OPTIONAL_V),
  call('_?._', 'select_optional_field', 'opt_field', [DYN, STRING], OPTIONAL_V),
  call('_[?_]', 'list_optindex_optional_int', 'opt_index', [LIST, INT], OPTIONAL_V),
  call('_[?_]', 'optional_list_optindex_optional_int', 'opt_index', [optionalOf(LIST), INT], OPTIONAL_V),
  call('_[?_]', 'map_optindex_optional_value', 'opt_index', [MAP, K], OPTIONAL_V),
  call('_[?_]', 'optional_map_optindex_optional_value', 'opt_index', [optionalOf(MAP), K], OPTIONAL_V),
  call('_[_]', 'optional_list_index_int', 'index_opt', [optionalOf(LIST), INT], OPTIONAL_V),
  call('_[_]', 'optional_map_index_value', 'index_opt', [optionalOf(MAP), K], OPTIONAL_V),
];
