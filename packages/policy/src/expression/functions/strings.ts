// SPDX-License-Identifier: Apache-2.0
import { BOOL, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

const test = (name: string, op: string): Declaration => ({
  name,
  receiver: true,
  id: `${op}_string`,
  params: [STRING, STRING],
  result: BOOL,
  op,
});

/** Strings. */
export const STRINGS: readonly Declaration[] = [
  test('startsWith', 'starts_with'),
  test('endsWith', 'ends_with'),
  test('contains', 'contains'),
];
