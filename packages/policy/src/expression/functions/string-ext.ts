// SPDX-License-Identifier: Apache-2.0
import { DYN, INT, listOf, STRING, type Type } from '../types.ts';
import { method, type Declaration } from './declaration.ts';

const onString = (name: string, id: string, op: string, rest: readonly Type[], result: Type): Declaration =>
  method(name, id, op, [STRING, ...rest], result);

/** The strings extension of cel-go. Indices and counts are in code points. */
export const STRING_EXTENSIONS: readonly Declaration[] = [
  onString('charAt', 'string_char_at_int', 'char_at', [INT], STRING),
  onString('indexOf', 'string_index_of_string', 'index_of', [STRING], INT),
  onString('indexOf', 'string_index_of_string_int', 'index_of', [STRING, INT], INT),
  onString('lastIndexOf', 'string_last_index_of_string', 'last_index_of', [STRING], INT),
  onString('lastIndexOf', 'string_last_index_of_string_int', 'last_index_of', [STRING, INT], INT),
  onString('lowerAscii', 'string_lower_ascii', 'lower_ascii', [], STRING),
  onString('upperAscii', 'string_upper_ascii', 'upper_ascii', [], STRING),
  onString('replace', 'string_replace_string_string', 'replace', [STRING, STRING], STRING),
  onString('replace', 'string_replace_string_string_int', 'replace', [STRING, STRING, INT], STRING),
  onString('split', 'string_split_string', 'split', [STRING], listOf(STRING)),
  onString('split', 'string_split_string_int', 'split', [STRING, INT], listOf(STRING)),
  onString('substring', 'string_substring_int', 'substring', [INT], STRING),
  onString('substring', 'string_substring_int_int', 'substring', [INT, INT], STRING),
  onString('trim', 'string_trim', 'trim', [], STRING),
  onString('reverse', 'string_reverse', 'reverse_str', [], STRING),
  onString('format', 'string_format', 'format', [listOf(DYN)], STRING),
  { name: 'strings.quote', id: 'strings_quote', params: [STRING], result: STRING, op: 'quote' },
  { name: 'join', receiver: true, id: 'list_join', params: [listOf(STRING)], result: STRING, op: 'join' },
  {
    name: 'join',
    receiver: true,
    id: 'list_join_string',
    params: [listOf(STRING), STRING],
    result: STRING,
    op: 'join',
  },
];
