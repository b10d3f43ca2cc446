// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { Op, ValueOp } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import type { Ir } from '../table.ts';
import { eighthsOf } from '../eval/work.ts';
import { isMembers } from '../values/kinds.ts';
import { KeyedMap } from '../values/special.ts';

/** The place of a local; -1 stands for none. */
function placeAt(found: unknown): number {
  if (typeof found === 'number' && Number.isInteger(found) && found >= -1 && found < 256) return found;
  throw new AssayError('ERR_TABLE_INVALID', 'decision table: a local has no place');
}

type Entries = readonly (readonly [key: unknown, value: unknown])[];

/** The keys and values of a map; undefined for anything else. */
function entriesOf(range: unknown): Entries | undefined {
  if (range instanceof KeyedMap) return [...range.entries.values()];
  return isMembers(range) ? Object.entries(range) : undefined;
}

/**
 * A macro over a list or a map: `[fold, dyn|typed, variable, second variable, accumulator, range, init, condition, step, result]` (cel-spec, "Macros").
 * Those inside of another have places of their own.
 */
const fold: ValueOp = {
  operands: 9,
  value: (_, build, raw) => {
    const isDyn = raw[1] === 'dyn';
    const [variable, second, accumulator] = [placeAt(raw[2]), placeAt(raw[3]), placeAt(raw[4])];
    const parts = raw.slice(5) as Ir[]; // sound: the builder refuses what is no expression
    const [range, init, condition, step, result] = parts.map(build.value);
    const work = eighthsOf(...parts.slice(2, 4));
    return (frame) => {
      const { locals } = frame;
      const over = range!(frame);
      const list: readonly unknown[] | undefined = Array.isArray(over) ? over : undefined;
      const entries = list ? [] : entriesOf(over);
      if (entries === undefined) return EVAL_ERROR;
      frame.steps -= entries.length;
      locals[accumulator] = init!(frame);
      const count = (list ?? entries).length;
      for (let i = 0; i < count; i++) {
        if ((frame.steps -= work) < 0) return EVAL_ERROR;
        const value = list ? list[i] : entries[i]![1]; // sound: i is below their number
        if (second >= 0) locals[second] = value;
        const key = (): unknown => (list ? (isDyn ? BigInt(i) : i) : entries[i]![0]);
        locals[variable] = list && second < 0 ? value : key();
        if (condition!(frame) === false) break;
        locals[accumulator] = step!(frame);
      }
      return result!(frame);
    };
  },
};

/** The macros `all`, `exists`, `map`, `filter` and their kin, and what they bind. */
export const MACRO_OPS: readonly (readonly [string, Op])[] = [
  ['fold', fold],
  [
    'local',
    {
      operands: 1,
      value: (_, __, raw) => {
        const place = placeAt(raw[1]);
        return (frame) => {
          // null is a value like another
          const value = frame.locals[place];
          return value === undefined ? EVAL_ERROR : value;
        };
      },
    },
  ],
  [
    'not_false',
    {
      operands: 1,
      value: ([operand], build) => {
        const value = build.value(operand!); // sound: the number of operands was checked
        return (frame) => value(frame) !== false;
      },
    },
  ],
];
