// SPDX-License-Identifier: Apache-2.0
import type { Value } from '../eval/frame.ts';
import { pureOps, type Builder, type Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import type { Ir } from '../table.ts';
import { isMapValue } from '../values/kinds.ts';
import { itemAt } from '../values/lists.ts';
import { countOf, keysOf, mapOf, valueAt, type MapValue } from '../values/maps.ts';
import { optionalAt } from '../values/optional.ts';
import { Optional } from '../values/special.ts';
import { MAX_ITEMS } from './bounded.ts';

/** A member by its name, which the table has as a string of its own. That of an optional map is optional. */
const fieldOf: Op = {
  operands: 2,
  value: ([object], build, raw) => {
    const value = build.value(object!); // sound: the number of operands was checked
    const name = build.text(raw[2]);
    return (frame) => {
      const found = value(frame);
      const member = found instanceof Optional ? optionalAt(found, name) : valueAt(found, name);
      return member === undefined ? EVAL_ERROR : member;
    };
  },
};

/** Whether there is a member: in a map, or in the one an optional has. */
export const HAS_FIELD: Op = {
  operands: 2,
  condition: ([object], build, raw) => {
    const value = build.value(object!); // sound: as above
    const name = build.text(raw[2]);
    return (frame) => {
      const found = value(frame);
      const map = found instanceof Optional ? found.value : found;
      if (!isMapValue(map)) return map === undefined ? NO : ERROR;
      return valueAt(map, name) === undefined ? NO : YES;
    };
  },
};

/** A part of a literal; undefined for one written `?part` whose optional has no value. */
const partOf = (value: Value, isWrittenOptional: boolean): Value =>
  isWrittenOptional
    ? (frame) => {
        const found = value(frame);
        return found instanceof Optional ? found.value : EVAL_ERROR;
      }
    : value;

const isOptional = (operand: Ir | undefined): operand is Ir => Array.isArray(operand) && operand[0] === 'opt';

/** Items; `["opt", item]` is one written `?item`. */
const makeList: Op = {
  operands: 'any',
  value: (operands, build) => {
    const items = operands.map((operand) => {
      const item = isOptional(operand) ? (operand[1] as Ir) : operand; // sound: refused if it is none
      return partOf(build.value(item), isOptional(operand));
    });
    return (frame) => {
      const list: unknown[] = [];
      for (const part of items) {
        const item = part(frame);
        if (item === EVAL_ERROR) return EVAL_ERROR;
        if (item !== undefined) list.push(item);
      }
      return list;
    };
  },
};

/** Keys and values in turn; `["opt", key, value]` is an entry written `?key: value`. */
const makeMap = (isDouble: boolean): Op => ({
  operands: 'any',
  value: (operands, build) => {
    const parts = entriesOf(operands, build);
    return (frame) => {
      const entries: (readonly [unknown, unknown])[] = [];
      for (const part of parts) {
        const key = part.key(frame);
        const value = part.value(frame);
        if (key === EVAL_ERROR || value === EVAL_ERROR) return EVAL_ERROR;
        if (value !== undefined) entries.push([key, value]);
      }
      return mapOf(entries, isDouble) ?? EVAL_ERROR;
    };
  },
});

function entriesOf(operands: readonly Ir[], build: Builder): readonly { readonly key: Value; readonly value: Value }[] {
  const parts: { readonly key: Value; readonly value: Value }[] = [];
  for (let i = 0; i < operands.length; i++) {
    const operand = operands[i]!; // sound: within the list
    const [key, value] = (isOptional(operand) ? operand.slice(1) : [operand, operands[++i]]) as Ir[]; // sound: refused if they are none
    parts.push({ key: build.value(key!), value: partOf(build.value(value!), isOptional(operand)) });
  }
  return parts;
}

const entriesIn = (map: MapValue): readonly (readonly [unknown, unknown])[] =>
  keysOf(map).map((key) => [key, valueAt(map, key)]);

/** Reading from and building lists and maps. A number in a map of `make_map_dyn`, whose keys are of no one type, is a double and no key. */
export const STRUCTURE_OPS: readonly (readonly [string, Op])[] = [
  ['field', fieldOf],
  ['has_field', HAS_FIELD],
  ['make_list', makeList],
  ['make_map', makeMap(false)],
  ['make_map_dyn', makeMap(true)],
  ...pureOps({
    index_list: ['l*', itemAt],
    index_map: ['m*', valueAt],
    concat_list: [
      'll',
      (a: readonly unknown[], b: readonly unknown[]) => (a.length + b.length > MAX_ITEMS ? undefined : [...a, ...b]),
    ],
    size_list: ['l', (list: readonly unknown[]) => list.length],
    size_map: ['m', countOf],
    map_insert: ['m**', (map: MapValue, key: unknown, value: unknown) => mapOf([...entriesIn(map), [key, value]])],
    map_merge: ['mm', (a: MapValue, b: MapValue) => mapOf([...entriesIn(a), ...entriesIn(b)])],
  }),
];
