// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { extentOf, type Meter } from '../eval/work.ts';
import { compare } from '../values/compare.ts';

/** Between zero and every number above it: an order is below it where it is at most zero. */
const ABOVE_ZERO = Number.MIN_VALUE;

/** Their order; texts and bytes are gone through unit by unit. */
function charged(a: unknown, b: unknown, meter: Meter): number | undefined {
  const extent = typeof a === 'number' ? 0 : extentOf(a);
  return extent > 0 && (meter.steps -= extent) < 0 ? undefined : compare(a, b);
}

/** Whether the order of two values is below a limit. What has no order, which an error has not, is an error. */
const relation = (limit: number, whenBelow: Tri, otherwise: Tri): Op => ({
  operands: 2,
  condition: ([a, b], build) => {
    const truth = (order = NaN): Tri => (order < limit ? whenBelow : order >= limit ? otherwise : ERROR);
    const literal = build.literal(b!); // sound: the number of operands was checked
    if (typeof literal === 'number') {
      // an attribute against a number has a closure of its own: that is what most conditions come down to. A difference is zero for equal numbers only
      const { place, read } = build.operand(a!);
      return (frame) => {
        const value = frame.slots[place] ?? read(frame);
        return truth(typeof value === 'number' ? value - literal : charged(value, literal, frame));
      };
    }
    const [left, right] = [build.value(a!), build.value(b!)];
    return (frame) => truth(charged(left(frame), right(frame), frame));
  },
});

export const ORDER_OPS: readonly (readonly [string, Op])[] = [
  ['lt', relation(0, YES, NO)],
  ['ge', relation(0, NO, YES)],
  ['le', relation(ABOVE_ZERO, YES, NO)],
  ['gt', relation(ABOVE_ZERO, NO, YES)],
];
