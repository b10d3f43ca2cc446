// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import type { Slot } from '../table.ts';
import type { Frame, Value } from './frame.ts';
import { SLOT_TYPES } from './slot-types.ts';
import { EVAL_ERROR } from './tri.ts';

const ROOTS: { readonly [R in Slot['root']]: (frame: Frame) => unknown } = {
  request: (frame) => frame.request,
  attribute: (frame) => frame.attributes,
  bound: (frame) => frame.bound,
};

/** What stands at a slot's path, unchecked; undefined where a member is missing. Own members only. */
export function follow(slot: Slot, frame: Frame): unknown {
  let value = ROOTS[slot.root](frame);
  for (const member of slot.path) {
    value = own(value, member);
    if (value === undefined) return undefined;
  }
  return value;
}

/** A reader of slot `index` that reads and checks its attribute once in a decision. */
export function slotReader(slot: Slot, index: number): Value {
  const isType = SLOT_TYPES.get(slot.type) ?? (() => false);
  const readNow = (frame: Frame): unknown => {
    const found = follow(slot, frame);
    const value = found !== undefined && isType(found) ? found : EVAL_ERROR;
    frame.slots[index] = value;
    return value;
  };
  return (frame) => {
    const known = frame.slots[index];
    return known === undefined ? readNow(frame) : known;
  };
}
