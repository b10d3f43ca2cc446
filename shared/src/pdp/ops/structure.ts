// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '../../model/json.ts';
import type { Value } from '../eval/frame.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';

/** What is not there is an error; a null is a value. */
const present = (value: unknown): unknown => (value === undefined ? EVAL_ERROR : value);

const ofList = (apply: (items: readonly unknown[], i: unknown) => unknown): Op => ({
  operands: 2,
  value: ([list, index], build) => {
    const items = build.value(list!);
    const i = build.value(index!);
    return (frame) => {
      const found = items(frame);
      return Array.isArray(found) ? present(apply(found, i(frame))) : EVAL_ERROR;
    };
  },
});

const size = (measure: (value: unknown) => number | undefined): Op => ({
  operands: 1,
  value: ([operand], build) => {
    const value = build.value(operand!);
    return (frame) => measure(value(frame)) ?? EVAL_ERROR;
  },
});

/** A null-prototype copy: a key named `__proto__` becomes a member like any other. */
function mapOf(entries: readonly (readonly [Value, Value])[]): Value {
  return (frame) => {
    const map: Record<string, unknown> = Object.create(null);
    for (const [key, value] of entries) {
      const name = key(frame);
      const member = value(frame);
      if (typeof name !== 'string' || member === EVAL_ERROR || Object.hasOwn(map, name)) return EVAL_ERROR;
      map[name] = member;
    }
    return map;
  };
}

/** Reading from and building lists and maps. */
export const STRUCTURE_OPS: readonly (readonly [string, Op])[] = [
  [
    'field',
    {
      operands: 2,
      value: ([object], build, raw) => {
        const value = build.value(object!);
        const name = build.text(raw[2]);
        return (frame) => present(own(value(frame), name));
      },
    },
  ],
  [
    'has_field',
    {
      operands: 2,
      condition: ([object], build, raw) => {
        const value = build.value(object!);
        const name = build.text(raw[2]);
        return (frame) => {
          const found = value(frame);
          return isObject(found) ? (Object.hasOwn(found, name) ? YES : NO) : ERROR;
        };
      },
    },
  ],
  ['index_list', ofList((items, i) => (Number.isSafeInteger(i) ? items[i as number] : undefined))],
  ['concat_list', ofList((items, more) => (Array.isArray(more) ? [...items, ...more] : undefined))],
  [
    'index_map',
    {
      operands: 2,
      value: ([map, key], build) => {
        const object = build.value(map!);
        const name = build.value(key!);
        return (frame) => {
          const member = name(frame);
          return typeof member === 'string' ? present(own(object(frame), member)) : EVAL_ERROR;
        };
      },
    },
  ],
  ['size_list', size((value) => (Array.isArray(value) ? value.length : undefined))],
  ['size_map', size((value) => (isObject(value) ? Object.keys(value).length : undefined))],
  [
    'make_list',
    {
      operands: 'any',
      value: (operands, build) => {
        const items = operands.map(build.value);
        return (frame) => {
          const list = items.map((item) => item(frame));
          return list.includes(EVAL_ERROR) ? EVAL_ERROR : list;
        };
      },
    },
  ],
  [
    'make_map',
    {
      operands: 'any',
      value: (operands, build) => {
        const entries: (readonly [Value, Value])[] = [];
        for (let i = 0; i + 1 < operands.length; i += 2) entries.push([build.value(operands[i]!), build.value(operands[i + 1]!)]);
        return mapOf(entries);
      },
    },
  ],
];
