// SPDX-License-Identifier: Apache-2.0
import { BOOL, DOUBLE, DYN, INT, listOf, UINT, type Type } from '../types.ts';
import type { Declaration } from './declaration.ts';

const NUMBERS = [DOUBLE, INT, UINT];

/** `math.greatest` and `math.least` are macros over these. Of two types the result is of either. */
const extreme = (name: 'max' | 'min'): readonly Declaration[] => {
  const overload = (kinds: readonly string[], params: readonly Type[], result: Type): Declaration => ({
    name: `math.@${name}`,
    id: ['math', `@${name}`, ...kinds].join('_'),
    params,
    result,
    op: kinds[0] === 'list' ? `${name}_list` : `${name}_${kinds.map((kind) => kind[0]).join('')}`,
  });
  return [
    ...NUMBERS.map((type) => overload([type.kind], [type], type)),
    ...NUMBERS.flatMap((a) => NUMBERS.map((b) => overload([a.kind, b.kind], [a, b], a === b ? a : DYN))),
    ...NUMBERS.map((type) => overload(['list', type.kind], [listOf(type)], type)),
  ];
};

const of = (name: string, op: string, type: Type, result = type): Declaration => ({
  name: `math.${name}`,
  id: `math_${name}_${type.kind}`,
  params: [type],
  result,
  op,
});

const ofEach = (name: string, op: string, result?: Type): readonly Declaration[] =>
  NUMBERS.map((type) => of(name, `${op}_${type.kind}`, type, result));

const bits = (name: string, op: string, second?: Type): readonly Declaration[] =>
  [INT, UINT].map((type) => ({
    name: `math.${name}`,
    id: `math_${name}_${type.kind}_${(second ?? type).kind}`,
    params: [type, second ?? type],
    result: type,
    op: `${op}_${type.kind}`,
  }));

const not = (type: Type): Declaration => ({
  name: 'math.bitNot',
  id: `math_bitNot_${type.kind}_${type.kind}`,
  params: [type],
  result: type,
  op: `bit_not_${type.kind}`,
});

/** The math extension of cel-go. */
export const MATH: readonly Declaration[] = [
  ...extreme('max'),
  ...extreme('min'),
  of('ceil', 'ceil', DOUBLE),
  of('floor', 'floor', DOUBLE),
  of('round', 'round', DOUBLE),
  of('trunc', 'trunc', DOUBLE),
  of('isInf', 'is_inf', DOUBLE, BOOL),
  of('isNaN', 'is_nan', DOUBLE, BOOL),
  of('isFinite', 'is_finite', DOUBLE, BOOL),
  ...ofEach('abs', 'abs'),
  ...ofEach('sign', 'sign'),
  ...ofEach('sqrt', 'sqrt', DOUBLE),
  ...bits('bitAnd', 'bit_and'),
  ...bits('bitOr', 'bit_or'),
  ...bits('bitXor', 'bit_xor'),
  not(INT),
  not(UINT),
  ...bits('bitShiftLeft', 'shift_left', INT),
  ...bits('bitShiftRight', 'shift_right', INT),
];
