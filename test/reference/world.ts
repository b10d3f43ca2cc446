// SPDX-License-Identifier: Apache-2.0
import { isObject, type Attributes, type IssuanceRequest } from '@assay/core/model';
import type { DecisionTable, Slot, SlotType, StructuredType } from '@assay/core/pdp';
import { FAILED } from './truth.ts';

/** All an expression may read. Nothing is remembered from one reading to the next. */
export interface World {
  readonly table: DecisionTable;
  readonly request: IssuanceRequest;
  readonly attributes: Attributes;
  /** What the section binds: `scope`, `audience`, `token`, ... */
  readonly bound: Readonly<Record<string, unknown>>;
  /** What macros bind, by place. */
  readonly locals: ReadonlyMap<number, unknown>;
}

/** What is at the path of an attribute; undefined where there is nothing. */
export function found({ root, path }: Pick<Slot, 'root' | 'path'>, world: World): unknown {
  const start: unknown = { request: world.request, attribute: world.attributes, bound: world.bound }[root];
  return path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    start,
  );
}

/** The attribute, which has to be there and of its type. */
export function read(slot: Slot, world: World): unknown {
  const value = found(slot, world);
  return value !== undefined && isOfType(value, slot.type) ? value : FAILED;
}

/** Whether a value is what a table says of it, and everything in it. */
export function isOfType(value: unknown, type: SlotType): boolean {
  if (typeof type !== 'string') return isStructured(value, type);
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'null':
      return value === null;
    case 'strings':
    case 'ints':
    case 'doubles':
    case 'bools':
      return Array.isArray(value) && value.every((item) => isOfType(item, ITEMS[type]));
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isObject(value);
    case 'dyn':
      return true;
    default:
      return type satisfies never;
  }
}

function isStructured(value: unknown, type: StructuredType): boolean {
  switch (type[0]) {
    case 'list':
      return Array.isArray(value) && value.every((item) => isOfType(item, type[1]));
    case 'map':
      return isObject(value) && Object.values(value).every((member) => isOfType(member, type[1]));
    default:
      return isObject(value) && Object.entries(value).every((entry) => isMember(entry, type));
  }
}

function isMember(
  [name, member]: readonly [string, unknown],
  [structure, types]: Extract<StructuredType, readonly ['record' | 'closed', unknown]>,
): boolean {
  return Object.hasOwn(types, name) ? isOfType(member, types[name] ?? 'dyn') : structure === 'record';
}

const ITEMS = { strings: 'string', ints: 'int', doubles: 'double', bools: 'bool' } as const;
