// SPDX-License-Identifier: Apache-2.0
import type { ConditionOp, Op, PureOp } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import type { Meter } from '../eval/work.ts';
import { isMapValue } from '../values/kinds.ts';
import { keyOf, valueAt } from '../values/maps.ts';
import { equality } from './equality.ts';

/** Whether a value is in a list, or a key in a map; an error where it cannot be told. */
function membership(item: unknown, container: unknown, meter: Meter): Tri {
  if (!Array.isArray(container)) {
    const isKey = isMapValue(container) && keyOf(item) !== undefined;
    return isKey ? (valueAt(container, item) === undefined ? NO : YES) : ERROR;
  }
  if (typeof item === 'string') return isAmong(item, container, meter);
  if (item === EVAL_ERROR) return ERROR;
  if ((meter.steps -= container.length >> 2) < 0) return ERROR;
  for (const other of container) {
    if (typeof item === 'number' && typeof other === 'number' && item !== other) continue;
    const same = equality(item, other, meter);
    if (same !== NO) return same;
  }
  return NO;
}

/** Texts may have a long beginning in common. */
const isAmong = (text: string, list: readonly unknown[], meter: Meter): Tri =>
  (meter.steps -= (list.length >> 4) * (1 + (text.length >> 7))) < 0 ? ERROR : list.includes(text) ? YES : NO;

/** An operator for one kind of right side, which is looked at again at run time; of values already computed it is a function. */
const membershipIn = (kind: 'l' | 'm'): ConditionOp & PureOp => ({
  operands: 2,
  condition: ([item, container], build) => {
    const literal = build.literal(item!); // sound: the number of operands was checked
    const literals = build.literal(container!);
    if (Array.isArray(literals)) {
      const { place, read } = build.operand(item!);
      // `iga.country in ["CH", "DE"]`: a text or a number that is not among the literals equals none of them
      const members = new Set<unknown>(literals);
      return (frame) => {
        const value = frame.slots[place] ?? read(frame);
        if (members.has(value)) return YES;
        return typeof value === 'string' || typeof value === 'number' ? NO : membership(value, literals, frame);
      };
    }
    // `"editor" in iga.roles`
    if (typeof literal === 'string') {
      const { place, read } = build.operand(container!);
      return (frame) => {
        const items = frame.slots[place] ?? read(frame);
        return Array.isArray(items) ? isAmong(literal, items, frame) : membership(literal, items, frame);
      };
    }
    const [left, right] = [build.value(item!), build.value(container!)];
    return (frame) => membership(left(frame), right(frame), frame);
  },
  takes: `*${kind}`,
  weight: 0,
  pure: (item, container, meter) => {
    const truth = membership(item, container, meter as Meter); // sound: what comes after the operands is one
    return truth === ERROR ? undefined : truth === YES;
  },
});

export const MEMBERSHIP_OPS: readonly (readonly [string, Op])[] = [
  ['in_list', membershipIn('l')],
  ['in_map', membershipIn('m')],
];
