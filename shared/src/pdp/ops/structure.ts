// SPDX-License-Identifier: Apache-2.0
import type { Value } from '../eval/frame.ts';
import { pureOps, type Op } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import { spend, type Meter } from '../eval/work.ts';
import type { Ir } from '../table.ts';
import { isMapValue } from '../values/kinds.ts';
import { entriesOf, keysOf, mapOf, mapWith, valueAt, type MapValue } from '../values/maps.ts';
import { Optional } from '../values/special.ts';
import { MAX_ITEMS } from './bounded.ts';

/** What `read` finds by a name, which the table has as a string of its own; undefined is an error. */
export const member = (read: (container: unknown, name: string) => unknown): Op => ({
  operands: 2,
  value: ([container], build, raw) => {
    const value = build.value(container!); // sound: the number of operands was checked
    const name = build.text(raw[2]);
    return (frame) => {
      const found = read(value(frame), name);
      return found === undefined ? EVAL_ERROR : found;
    };
  },
});

function hasMember(container: unknown, name: string): boolean | undefined {
  const map = container instanceof Optional ? container.value : container;
  return map === undefined ? false : isMapValue(map) ? valueAt(map, name) !== undefined : undefined;
}

/** A literal with parts: undefined is one written `?part` whose optional has no value. */
const literal = (make: (parts: readonly unknown[]) => unknown): Op => ({
  operands: 'any',
  value: (operands, build) => {
    const parts = operands.flatMap((operand): readonly Value[] => {
      if (!Array.isArray(operand) || operand[0] !== 'opt') return [build.value(operand)];
      const inner = operand.slice(1).map((ir) => build.value(ir as Ir)); // sound: refused if it is none
      const optional = inner.pop();
      return [...inner, (frame) => given(optional?.(frame))];
    });
    return (frame) => {
      const values = parts.map((part) => part(frame));
      return values.includes(EVAL_ERROR) ? EVAL_ERROR : (make(values) ?? EVAL_ERROR);
    };
  },
});

const given = (value: unknown): unknown => (value instanceof Optional ? value.value : EVAL_ERROR);

/** Keys and values in turn. A number is a double, and no key, where `isDouble`. */
const makeMap = (isDouble: boolean): Op =>
  literal((parts) => {
    if (parts.length % 2 !== 0) return undefined;
    const entries = parts.map((key, i) => [key, parts[i + 1]] as const);
    return mapOf(
      entries.filter(([, value], i) => i % 2 === 0 && value !== undefined),
      isDouble,
    );
  });

/** Lists that only what builds them up has seen so far. */
const growing = new WeakSet<List>();

/** The list with one more item. A list that is built up is copied once, by the first addition: what came out of another must not be used again. */
function append(list: List, item: unknown): List | undefined {
  if (list.length >= MAX_ITEMS) return undefined;
  const grown = growing.has(list) ? (list as unknown[]) : [...list]; // sound: nobody else has seen it
  growing.add(grown);
  grown.push(item);
  return grown;
}

type List = readonly unknown[];

function sizeOfMap(map: MapValue, meter: Meter): number {
  const { length } = keysOf(map);
  spend(meter, length);
  return length;
}

/**
 * Reading from and building lists and maps. `["opt", item]`, `["opt", key, value]` in a literal is a part written `?item`, `?key: value`; the keys of
 * `make_map_dyn` are of no one type.
 */
export const STRUCTURE_OPS: readonly (readonly [string, Op])[] = [
  ['field', member(valueAt)],
  ['has_field', member(hasMember)],
  ['make_list', literal((parts) => parts.filter((part) => part !== undefined))],
  ['make_map', makeMap(false)],
  ['make_map_dyn', makeMap(true)],
  ...pureOps({
    index_list: ['l*', valueAt, 0],
    index_map: ['m*', valueAt, 0],
    concat_list: ['ll', (a: List, b: List) => (a.length + b.length > MAX_ITEMS ? undefined : [...a, ...b])],
    size_list: ['l', (list: List) => list.length, 0],
    size_map: ['m', sizeOfMap],
    map_insert: [
      'm**',
      (map: MapValue, key: unknown, value: unknown, meter: Meter) => mapWith(map, [[key, value]], meter),
      0,
    ],
    map_merge: ['mm', (a: MapValue, b: MapValue, meter: Meter) => mapWith(a, entriesOf(b), meter)],
    append: ['l*', append, 0],
  }),
];
