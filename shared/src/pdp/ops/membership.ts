// SPDX-License-Identifier: Apache-2.0
import type { ConditionOp, Op, PureOp } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { isMapValue } from '../values/kinds.ts';
import { keyOf, valueAt } from '../values/maps.ts';
import { equality } from './equality.ts';

/** Whether a value is in a list, or a key in a map; an error where it cannot be told. */
function membership(item: unknown, container: unknown): Tri {
  if (isMapValue(container))
    return keyOf(item) === undefined ? ERROR : valueAt(container, item) === undefined ? NO : YES;
  if (!Array.isArray(container) || item === EVAL_ERROR) return ERROR;
  if (typeof item === 'string') return container.includes(item) ? YES : NO;
  for (const other of container) {
    const same = equality(item, other);
    if (same !== NO) return same;
  }
  return NO;
}

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
        return typeof value === 'string' || typeof value === 'number' ? NO : membership(value, literals);
      };
    }
    // `"editor" in iga.roles`
    if (typeof literal === 'string') {
      const { place, read } = build.operand(container!);
      return (frame) => {
        const items = frame.slots[place] ?? read(frame);
        return Array.isArray(items) ? (items.includes(literal) ? YES : NO) : membership(literal, items);
      };
    }
    const [left, right] = [build.value(item!), build.value(container!)];
    return (frame) => membership(left(frame), right(frame));
  },
  takes: `*${kind}`,
  pure: (item, container) => {
    const truth = membership(item, container);
    return truth === ERROR ? undefined : truth === YES;
  },
});

export const MEMBERSHIP_OPS: readonly (readonly [string, Op])[] = [
  ['in_list', membershipIn('l')],
  ['in_map', membershipIn('m')],
];
