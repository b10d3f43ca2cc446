// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import { equal } from './equality.ts';

/** Longer literal lists are looked up in a set; shorter ones are faster to walk. */
const SET_FROM = 8;

const inList: Op = {
  operands: 2,
  condition: ([item, list], build) => {
    const needle = build.value(item!);
    const literal = build.literal(list!);
    if (Array.isArray(literal) && literal.length >= SET_FROM) {
      const members = new Set<unknown>(literal);
      return (frame) => {
        const value = needle(frame);
        return value === EVAL_ERROR ? ERROR : members.has(value) ? YES : NO;
      };
    }
    const haystack = build.value(list!);
    const isPrimitive = typeof build.literal(item!) === 'string';
    return (frame) => {
      const items = haystack(frame);
      const value = needle(frame);
      if (!Array.isArray(items) || value === EVAL_ERROR) return ERROR;
      return (isPrimitive || typeof value !== 'object' ? items.includes(value) : items.some((other) => equal(value, other))) ? YES : NO;
    };
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
