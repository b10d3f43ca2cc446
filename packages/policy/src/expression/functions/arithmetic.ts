// SPDX-License-Identifier: Apache-2.0
import { DOUBLE, INT } from '../types.ts';
import type { Declaration } from './declaration.ts';

const binary = (name: string, op: string, types = [INT, DOUBLE]): readonly Declaration[] =>
  types.map((type) => ({ name, params: [type, type], result: type, op: `${op}_${type.kind}` }));

/** Arithmetic; CEL has none of mixed types (cel-spec, "Arithmetic"). */
export const ARITHMETIC: readonly Declaration[] = [
  ...binary('_+_', 'add'),
  ...binary('_-_', 'sub'),
  ...binary('_*_', 'mul'),
  ...binary('_/_', 'div'),
  ...binary('_%_', 'mod', [INT]),
  { name: '-_', params: [INT], result: INT, op: 'neg_int' },
  { name: '-_', params: [DOUBLE], result: DOUBLE, op: 'neg_double' },
];
