// SPDX-License-Identifier: Apache-2.0
import { BYTES, DOUBLE, DURATION, INT, listOf, param, STRING, TIMESTAMP, UINT, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const LIST = listOf(param('A'));
const IDS = { int: 'int64', uint: 'uint64', double: 'double' } as const;
const NUMBERS = { int: INT, uint: UINT, double: DOUBLE };

const within = (name: string, verb: string, op: string, types: readonly (keyof typeof IDS)[]): readonly Declaration[] =>
  types.map((type) => ({
    name,
    id: `${verb}_${IDS[type]}`,
    params: [NUMBERS[type], NUMBERS[type]],
    result: NUMBERS[type],
    op: `${op}_${type}`,
  }));

const binary = (name: string, id: string, params: readonly [Type, Type], result: Type, op: string): Declaration => ({
  name,
  id,
  params,
  result,
  op,
});

/** Arithmetic; CEL has none of mixed numeric types (cel-spec, "Arithmetic"). `+` also joins texts, bytes and lists, and moves times. */
export const ARITHMETIC: readonly Declaration[] = [
  ...within('_+_', 'add', 'add', ['int', 'uint', 'double']),
  ...within('_-_', 'subtract', 'sub', ['int', 'uint', 'double']),
  ...within('_*_', 'multiply', 'mul', ['int', 'uint', 'double']),
  ...within('_/_', 'divide', 'div', ['int', 'uint', 'double']),
  ...within('_%_', 'modulo', 'mod', ['int', 'uint']),
  { name: '-_', id: 'negate_int64', params: [INT], result: INT, op: 'neg_int' },
  { name: '-_', id: 'negate_double', params: [DOUBLE], result: DOUBLE, op: 'neg_double' },
  binary('_+_', 'add_string', [STRING, STRING], STRING, 'concat_str'),
  binary('_+_', 'add_bytes', [BYTES, BYTES], BYTES, 'concat_bytes'),
  binary('_+_', 'add_list', [LIST, LIST], LIST, 'concat_list'),
  binary('_+_', 'add_duration_duration', [DURATION, DURATION], DURATION, 'add_durations'),
  binary('_+_', 'add_duration_timestamp', [DURATION, TIMESTAMP], TIMESTAMP, 'add_duration_time'),
  binary('_+_', 'add_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP, 'add_time_duration'),
  binary('_-_', 'subtract_duration_duration', [DURATION, DURATION], DURATION, 'sub_durations'),
  binary('_-_', 'subtract_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP, 'sub_time_duration'),
  binary('_-_', 'subtract_timestamp_timestamp', [TIMESTAMP, TIMESTAMP], DURATION, 'sub_times'),
];
