// SPDX-License-Identifier: Apache-2.0
import { DYN, INT, listOf, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const method = (name: string, id: string, op: string, rest: readonly Type[], result: Type): Declaration => ({
  name,
  receiver: true,
  id,
  params: [STRING, ...rest],
  result,
  op,
});

/** The strings extension of cel-go. Indices and counts are in code points. */
export const STRING_EXTENSIONS: readonly Declaration[] = [
  method('charAt', 'string_char_at_int', 'char_at', [INT], STRING),
  method('indexOf', 'string_index_of_string', 'index_of', [STRING], INT),
  method('indexOf', 'string_index_of_string_int', 'index_of_from', [STRING, INT], INT),
  method('lastIndexOf', 'string_last_index_of_string', 'last_index_of', [STRING], INT),
  method('lastIndexOf', 'string_last_index_of_string_int', 'last_index_of_from', [STRING, INT], INT),
  method('lowerAscii', 'string_lower_ascii', 'lower_ascii', [], STRING),
  method('upperAscii', 'string_upper_ascii', 'upper_ascii', [], STRING),
  method('replace', 'string_replace_string_string', 'replace', [STRING, STRING], STRING),
  method('replace', 'string_replace_string_string_int', 'replace_some', [STRING, STRING, INT], STRING),
  method('split', 'string_split_string', 'split', [STRING], listOf(STRING)),
  method('split', 'string_split_string_int', 'split_some', [STRING, INT], listOf(STRING)),
  method('substring', 'string_substring_int', 'substring', [INT], STRING),
  method('substring', 'string_substring_int_int', 'substring_to', [INT, INT], STRING),
  method('trim', 'string_trim', 'trim', [], STRING),
  method('reverse', 'string_reverse', 'reverse_str', [], STRING),
  method('format', 'string_format', 'format', [listOf(DYN)], STRING),
  { name: 'strings.quote', id: 'strings_quote', params: [STRING], result: STRING, op: 'quote' },
  { name: 'join', receiver: true, id: 'list_join', params: [listOf(STRING)], result: STRING, op: 'join' },
  {
    name: 'join',
    receiver: true,
    id: 'list_join_string',
    params: [listOf(STRING), STRING],
    result: STRING,
    op: 'join_by',
  },
];
