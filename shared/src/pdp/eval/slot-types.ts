// SPDX-License-Identifier: Apache-2.0
import { members, type Check } from '../../model/checks.ts';
import { isObject } from '../../model/json.ts';
import type { StructuredType, SlotType } from '../table.ts';

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

/** Types without a structure that is named: one entry per type. */
const SIMPLE: ReadonlyMap<unknown, Check> = new Map<Exclude<SlotType, StructuredType>, Check>([
  ['string', typed('string')],
  ['int', isInt],
  ['double', typed('number')],
  ['bool', typed('boolean')],
  ['null', (value) => value === null],
  ['strings', listOf(typed('string'))],
  ['ints', listOf(isInt)],
  ['doubles', listOf(typed('number'))],
  ['bools', listOf(typed('boolean'))],
  ['list', (value) => Array.isArray(value)],
  ['map', isObject],
  ['dyn', () => true],
]);

/** Whether a value read is of the slot's type, all the way down: made once per slot, when a table is loaded. */
export function checkOf(type: SlotType): Check {
  if (typeof type === 'string') return SIMPLE.get(type) ?? (() => false);
  switch (type[0]) {
    case 'list':
      return listOf(checkOf(type[1]));
    case 'map':
      return members(checkOf(type[1]));
    default:
      return recordOf(type[1], type[0] === 'closed');
  }
}

/** Members that are there have to be of their types; one that is not is found missing when it is read. */
function recordOf(types: { readonly [member: string]: SlotType }, isClosed: boolean): Check {
  const checks = Object.entries(types).map(([name, type]): readonly [string, Check] => [name, checkOf(type)]);
  return (value) => {
    if (!isObject(value) || (isClosed && !Object.keys(value).every((name) => Object.hasOwn(types, name)))) return false;
    for (const [name, isMember] of checks) {
      // whether it is its own is asked last: what is of its type does no harm, and asking costs more than the rest
      const member = value[name];
      if (member !== undefined && !isMember(member) && Object.hasOwn(value, name)) return false;
    }
    return true;
  };
}

/** Twice as deep as the compiler goes. */
const MAX_DEPTH = 32;

/** Whether a value in a table is the type of a slot. */
export const isSlotType: Check = (value) => isTypeWithin(value, MAX_DEPTH);

function isTypeWithin(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return SIMPLE.has(value);
  const [structure, of]: readonly unknown[] = value;
  const isInner: Check = (part) => isTypeWithin(part, depth - 1);
  if (depth === 0 || value.length !== 2) return false;
  return structure === 'list' || structure === 'map'
    ? isInner(of)
    : (structure === 'record' || structure === 'closed') && members(isInner)(of);
}
