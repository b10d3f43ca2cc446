// SPDX-License-Identifier: Apache-2.0
import { BOOL, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

/** Regular expressions of RE2; the pattern is a literal. */
export const REGEX: readonly Declaration[] = [
  { name: 'matches', id: 'matches', params: [STRING, STRING], result: BOOL, op: 'matches' },
  { name: 'matches', receiver: true, id: 'matches_string', params: [STRING, STRING], result: BOOL, op: 'matches' },
];
