// SPDX-License-Identifier: Apache-2.0
import { BOOL, DOUBLE, INT, param, STRING, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const A = param('A');
const NUMERIC: readonly (readonly [Type, Type])[] = [
  [INT, INT],
  [DOUBLE, DOUBLE],
  [INT, DOUBLE],
  [DOUBLE, INT],
];

const equality = (name: string, op: string): readonly Declaration[] => [
  { name, params: [A, A], result: BOOL, op },
  { name, params: [INT, DOUBLE], result: BOOL, op },
  { name, params: [DOUBLE, INT], result: BOOL, op },
];

const order = (name: string, op: string): readonly Declaration[] => [
  ...NUMERIC.map((params): Declaration => ({ name, params, result: BOOL, op: `${op}_num` })),
  { name, params: [STRING, STRING], result: BOOL, op: `${op}_str` },
];

/** Equality and order; numbers compare across int and double (cel-spec, "Numeric Values"). */
export const COMPARISON: readonly Declaration[] = [
  ...equality('_==_', 'eq'),
  ...equality('_!=_', 'ne'),
  ...order('_<_', 'lt'),
  ...order('_<=_', 'le'),
  ...order('_>_', 'gt'),
  ...order('_>=_', 'ge'),
  { name: '!_', params: [BOOL], result: BOOL, op: 'not' },
];
