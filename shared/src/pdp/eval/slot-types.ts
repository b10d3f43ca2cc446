// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import type { SlotType } from '../table.ts';

type Check = (value: unknown) => boolean;

const isInt: Check = (value) => Number.isSafeInteger(value);
const typed =
  (name: 'string' | 'boolean' | 'number'): Check =>
  (value) =>
    typeof value === name;

/** A plain loop: it runs for every list of every decision. */
const listOf =
  (isItem: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++) if (!isItem(value[i])) return false;
    return true;
  };

/** Whether a value read is of the slot's type: one entry per type. */
export const SLOT_TYPES: ReadonlyMap<SlotType, Check> = new Map<SlotType, Check>([
  ['string', typed('string')],
  ['int', isInt],
  ['double', typed('number')],
  ['bool', typed('boolean')],
  ['strings', listOf(typed('string'))],
  ['ints', listOf(isInt)],
  ['doubles', listOf(typed('number'))],
  ['bools', listOf(typed('boolean'))],
  ['list', (value) => Array.isArray(value)],
  ['map', isObject],
  ['dyn', () => true],
]);
