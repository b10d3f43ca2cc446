// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';

const test = (holds: (text: string, part: string) => boolean): Op => ({
  operands: 2,
  condition: ([a, b], build) => {
    const text = build.value(a!);
    const part = build.value(b!);
    return (frame) => {
      const x = text(frame);
      const y = part(frame);
      return typeof x === 'string' && typeof y === 'string' ? (holds(x, y) ? YES : NO) : ERROR;
    };
  },
});

/** The number of code points, which is CEL's size of a string. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export const TEXT_OPS: readonly (readonly [string, Op])[] = [
  ['starts_with', test((text, part) => text.startsWith(part))],
  ['ends_with', test((text, part) => text.endsWith(part))],
  ['contains', test((text, part) => text.includes(part))],
  [
    'size_str',
    {
      operands: 1,
      value: ([operand], build) => {
        const text = build.value(operand!);
        return (frame) => {
          const value = text(frame);
          return typeof value === 'string' ? codePoints(value) : EVAL_ERROR;
        };
      },
    },
  ],
  [
    'concat_str',
    {
      operands: 2,
      value: ([a, b], build) => {
        const left = build.value(a!);
        const right = build.value(b!);
        return (frame) => {
          const x = left(frame);
          const y = right(frame);
          return typeof x === 'string' && typeof y === 'string' ? x + y : EVAL_ERROR;
        };
      },
    },
  ],
];
