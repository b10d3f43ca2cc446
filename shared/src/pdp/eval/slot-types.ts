// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import type { SlotType } from '../table.ts';

const isString = (value: unknown): boolean => typeof value === 'string';
const isBool = (value: unknown): boolean => typeof value === 'boolean';
const isDouble = (value: unknown): boolean => typeof value === 'number';
const listOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);

/** Whether a value read is of the slot's type: one entry per type. */
export const SLOT_TYPES: ReadonlyMap<SlotType, (value: unknown) => boolean> = new Map<SlotType, (value: unknown) => boolean>([
  ['string', isString],
  ['int', Number.isSafeInteger],
  ['double', isDouble],
  ['bool', isBool],
  ['strings', listOf(isString)],
  ['ints', listOf(Number.isSafeInteger)],
  ['doubles', listOf(isDouble)],
  ['bools', listOf(isBool)],
  ['list', Array.isArray],
  ['map', isObject],
  ['dyn', () => true],
]);
