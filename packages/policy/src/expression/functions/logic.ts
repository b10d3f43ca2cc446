// SPDX-License-Identifier: Apache-2.0
import { BOOL, param } from '../types.ts';
import type { Declaration } from './declaration.ts';

const A = param('A');

/** The operators that do not evaluate all of their operands (cel-spec, "Logical Operators"). */
export const LOGIC: readonly Declaration[] = [
  { name: '_&&_', id: 'logical_and', params: [BOOL, BOOL], result: BOOL, op: 'and' },
  { name: '_||_', id: 'logical_or', params: [BOOL, BOOL], result: BOOL, op: 'or' },
  { name: '_?_:_', id: 'conditional', params: [BOOL, A, A], result: A, op: 'if' },
];

/** `!`, and what the macros `all` and `exists` go on by. */
export const NEGATION: readonly Declaration[] = [
  { name: '!_', id: 'logical_not', params: [BOOL], result: BOOL, op: 'not' },
  { name: '@not_strictly_false', id: 'not_strictly_false', params: [BOOL], result: BOOL, op: 'not_false' },
];
