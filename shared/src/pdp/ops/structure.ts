// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '../../model/json.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import { apply, present } from './operands.ts';

const fieldOf: Op = {
  operands: 2,
  value: ([object], build, raw) => {
    const value = build.value(object!); // sound: the number of operands was checked
    const name = build.text(raw[2]);
    return (frame) => present(own(value(frame), name));
  },
};

const hasField: Op = {
  operands: 2,
  condition: ([object], build, raw) => {
    const value = build.value(object!); // sound: as above
    const name = build.text(raw[2]);
    return (frame) => {
      const found = value(frame);
      return isObject(found) ? (Object.hasOwn(found, name) ? YES : NO) : ERROR;
    };
  },
};

/** A list of values, none of which may be an error. */
const makeList: Op = {
  operands: 'any',
  value: (operands, build) => {
    const items = operands.map(build.value);
    return (frame) => {
      const list = items.map((item) => item(frame));
      return list.includes(EVAL_ERROR) ? EVAL_ERROR : list;
    };
  },
};

/** Keys and values in turn. A null-prototype object: a key named `__proto__` becomes a member like any other. */
const makeMap: Op = {
  operands: 'any',
  value: (operands, build) => {
    const parts = operands.map(build.value);
    return (frame) => {
      const map: Record<string, unknown> = Object.create(null);
      for (let i = 0; i < parts.length; i += 2) {
        const name = parts[i]?.(frame);
        const member = parts[i + 1]?.(frame);
        if (typeof name !== 'string' || member === undefined || member === EVAL_ERROR || Object.hasOwn(map, name))
          return EVAL_ERROR;
        map[name] = member;
      }
      return map;
    };
  },
};

/** Reading from and building lists and maps. */
export const STRUCTURE_OPS: readonly (readonly [string, Op])[] = [
  ['field', fieldOf],
  ['has_field', hasField],
  [
    'index_list',
    apply(2, ([list, i]) => (Array.isArray(list) && Number.isSafeInteger(i) ? list[Number(i)] : undefined)),
  ],
  ['index_map', apply(2, ([map, key]) => (typeof key === 'string' ? own(map, key) : undefined))],
  ['concat_list', apply(2, ([a, b]) => (Array.isArray(a) && Array.isArray(b) ? [...a, ...b] : undefined))],
  ['size_list', apply(1, ([list]) => (Array.isArray(list) ? list.length : undefined))],
  ['size_map', apply(1, ([map]) => (isObject(map) ? Object.keys(map).length : undefined))],
  ['make_list', makeList],
  ['make_map', makeMap],
];
