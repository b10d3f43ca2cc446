// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import type { Meter } from '../eval/work.ts';
import { indexIn, sizeOf } from '../values/text.ts';
import { boundedText } from './bounded.ts';

/** Strings. */
export const TEXT_OPS: readonly (readonly [string, Op])[] = pureOps({
  starts_with: ['ss', (text: string, part: string) => text.startsWith(part)],
  ends_with: ['ss', (text: string, part: string) => text.endsWith(part)],
  contains: ['ss', (text: string, part: string, meter: Meter) => indexIn(text, part, meter) >= 0],
  size_str: ['s', sizeOf, 4],
  concat_str: ['ss', (a: string, b: string) => boundedText(a + b)],
});
