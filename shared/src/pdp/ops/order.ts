// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { compare } from '../values/compare.ts';

/** Whether the left side is below the right one, or equal to it where `orEqual`. What has no order, which an error has not, is an error. */
const relation = (orEqual: boolean, whenTrue: Tri, whenFalse: Tri): Op => ({
  operands: 2,
  condition: ([a, b], build) => {
    const truth = (x: unknown, y: unknown): Tri => {
      const order = compare(x, y);
      return order === undefined ? ERROR : order < 0 || (orEqual && order === 0) ? whenTrue : whenFalse;
    };
    const y = build.literal(b!); // sound: the number of operands was checked
    if (typeof y !== 'number') {
      const [left, right] = [build.value(a!), build.value(b!)];
      return (frame) => truth(left(frame), right(frame));
    }
    const { place, read } = build.operand(a!);
    // an attribute against a number has closures of its own: that is what most conditions come down to
    return orEqual
      ? (frame) => {
          const x = frame.slots[place] ?? read(frame);
          return typeof x !== 'number' ? truth(x, y) : x <= y ? whenTrue : x > y ? whenFalse : ERROR;
        }
      : (frame) => {
          const x = frame.slots[place] ?? read(frame);
          return typeof x !== 'number' ? truth(x, y) : x < y ? whenTrue : x >= y ? whenFalse : ERROR;
        };
  },
});

export const ORDER_OPS: readonly (readonly [string, Op])[] = [
  ['lt', relation(false, YES, NO)],
  ['ge', relation(false, NO, YES)],
  ['le', relation(true, YES, NO)],
  ['gt', relation(true, NO, YES)],
];
