// SPDX-License-Identifier: Apache-2.0
import { BOOL, BYTES, DOUBLE, DURATION, INT, param, STRING, TIMESTAMP, UINT, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const A = param('A');

/** Types with an order, by the names cel-go's overloads have for them. */
const ORDERED: readonly (readonly [id: string, type: Type])[] = [
  ['bool', BOOL],
  ['int64', INT],
  ['uint64', UINT],
  ['double', DOUBLE],
  ['string', STRING],
  ['bytes', BYTES],
  ['timestamp', TIMESTAMP],
  ['duration', DURATION],
];
const NUMERIC = ORDERED.slice(1, 4);

/** Numbers of different types (cel-spec, "Numeric Values"). */
const mixed = (name: string, verb: string, op: string): readonly Declaration[] =>
  NUMERIC.flatMap(([idA, a]) =>
    NUMERIC.filter(([idB]) => idB !== idA).map(([idB, b]) => ({
      name,
      id: `${verb}_${idA}_${idB}`,
      params: [a, b],
      result: BOOL,
      op,
      extension: true,
    })),
  );

const equality = (name: string, id: string, op: string): readonly Declaration[] => [
  { name, id, params: [A, A], result: BOOL, op },
  ...mixed(name, id, op),
];

const order = (name: string, verb: string, op: string): readonly Declaration[] => [
  ...ORDERED.map(([id, type]) => ({ name, id: `${verb}_${id}`, params: [type, type], result: BOOL, op })),
  ...mixed(name, verb, op),
];

/** Equality and order; one operator each, for values of all types. */
export const COMPARISON: readonly Declaration[] = [
  ...equality('_==_', 'equals', 'eq'),
  ...equality('_!=_', 'not_equals', 'ne'),
  ...order('_<_', 'less', 'lt'),
  ...order('_<=_', 'less_equals', 'le'),
  ...order('_>_', 'greater', 'gt'),
  ...order('_>=_', 'greater_equals', 'ge'),
];
