// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import type { Condition, Value } from '../eval/frame.ts';
import type { Op, Operand } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import { equal } from './equality.ts';

/** Longer literal lists are looked up in a set; shorter ones are faster to walk. */
const SET_FROM = 8;

/** `iga.country in ["CH", "DE"]` */
function inLiteralList({ place, read }: Operand, literal: readonly unknown[]): Condition {
  if (literal.length < SET_FROM) {
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return value === EVAL_ERROR ? ERROR : literal.includes(value) ? YES : NO;
    };
  }
  const members = new Set(literal);
  return (frame) => {
    const value = frame.slots[place] ?? read(frame);
    return value === EVAL_ERROR ? ERROR : members.has(value) ? YES : NO;
  };
}

/** `"editor" in iga.roles` */
function literalIn(literal: unknown, { place, read }: Operand): Condition {
  return (frame) => {
    const items = frame.slots[place] ?? read(frame);
    return Array.isArray(items) ? (items.includes(literal) ? YES : NO) : ERROR;
  };
}

function inAnyList(needle: Value, haystack: Value): Condition {
  return (frame) => {
    const items = haystack(frame);
    const value = needle(frame);
    if (!Array.isArray(items) || value === EVAL_ERROR) return ERROR;
    return (typeof value === 'object' ? items.some((other) => equal(value, other)) : items.includes(value)) ? YES : NO;
  };
}

const inList: Op = {
  operands: 2,
  condition: ([item, list], build) => {
    const listLiteral = build.literal(list!);
    const itemLiteral = build.literal(item!);
    if (Array.isArray(listLiteral)) return inLiteralList(build.operand(item!), listLiteral);
    const isPrimitive =
      typeof itemLiteral === 'string' || typeof itemLiteral === 'number' || typeof itemLiteral === 'boolean';
    return isPrimitive
      ? literalIn(itemLiteral, build.operand(list!))
      : inAnyList(build.value(item!), build.value(list!));
  },
};

const inMap: Op = {
  operands: 2,
  condition: ([key, map], build) => {
    const name = build.value(key!);
    const members = build.value(map!);
    return (frame) => {
      const object = members(frame);
      const value = name(frame);
      return typeof value === 'string' && isObject(object) ? (Object.hasOwn(object, value) ? YES : NO) : ERROR;
    };
  },
};

export const MEMBERSHIP_OPS: readonly (readonly [string, Op])[] = [
  ['in_list', inList],
  ['in_map', inMap],
];
