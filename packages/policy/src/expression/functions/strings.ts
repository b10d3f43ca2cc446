// SPDX-License-Identifier: Apache-2.0
import { BOOL, INT, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

const test = (name: string, op: string): Declaration => ({
  name,
  receiver: true,
  params: [STRING, STRING],
  result: BOOL,
  op,
});

/** Strings; size counts code points. */
export const STRINGS: readonly Declaration[] = [
  test('startsWith', 'starts_with'),
  test('endsWith', 'ends_with'),
  test('contains', 'contains'),
  { name: 'size', params: [STRING], result: INT, op: 'size_str' },
  { name: 'size', receiver: true, params: [STRING], result: INT, op: 'size_str' },
  { name: '_+_', params: [STRING, STRING], result: STRING, op: 'concat_str' },
];
