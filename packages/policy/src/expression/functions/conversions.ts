// SPDX-License-Identifier: Apache-2.0
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  param,
  STRING,
  TIMESTAMP,
  typeType,
  UINT,
  type Type,
} from '../types.ts';
import type { Declaration } from './declaration.ts';

const A = param('A');

/** Types by the names cel-go's overloads have for them. */
const IDS = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  duration: DURATION,
  int64: INT,
  string: STRING,
  timestamp: TIMESTAMP,
  uint64: UINT,
} as const;
type Id = keyof typeof IDS;

const conversion = (name: string, to: Id, op: string, from: readonly Id[]): readonly Declaration[] =>
  from.map((id) => ({ name, id: `${id}_to_${to}`, params: [IDS[id]], result: IDS[to] as Type, op }));

/** Conversions between types, by the name of the type (cel-spec, "Type Conversions"). */
export const CONVERSIONS: readonly Declaration[] = [
  ...conversion('bool', 'bool', 'to_bool', ['bool', 'string']),
  ...conversion('bytes', 'bytes', 'to_bytes', ['bytes', 'string']),
  ...conversion('double', 'double', 'to_double', ['double', 'int64', 'string', 'uint64']),
  ...conversion('duration', 'duration', 'to_duration', ['duration', 'string']),
  ...conversion('int', 'int64', 'to_int', ['double', 'duration', 'int64', 'string', 'timestamp', 'uint64']),
  ...conversion('string', 'string', 'to_str', [
    'bool',
    'bytes',
    'double',
    'duration',
    'int64',
    'string',
    'timestamp',
    'uint64',
  ]),
  ...conversion('timestamp', 'timestamp', 'time_of_time', ['timestamp']),
  ...conversion('timestamp', 'timestamp', 'time_of_int', ['int64']),
  ...conversion('timestamp', 'timestamp', 'time_of_str', ['string']),
  ...conversion('uint', 'uint64', 'to_uint', ['double', 'int64', 'string', 'uint64']),
  { name: 'dyn', id: 'to_dyn', params: [A], result: DYN, op: 'dyn', wide: true },
  { name: 'type', id: 'type', params: [A], result: typeType(A), op: 'type_of', wide: true },
];
