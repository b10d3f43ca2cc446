// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { apply, compute, test } from './operands.ts';

export const TEXT_OPS: readonly (readonly [string, Op])[] = [
  ['starts_with', test('string', (text, part) => text.startsWith(part))],
  ['ends_with', test('string', (text, part) => text.endsWith(part))],
  ['contains', test('string', (text, part) => text.includes(part))],
  // in code points, which is CEL's size of a string
  ['size_str', apply(1, ([text]) => (typeof text === 'string' ? Array.from(text).length : undefined))],
  ['concat_str', compute('string', (a, b) => a + b)],
];
