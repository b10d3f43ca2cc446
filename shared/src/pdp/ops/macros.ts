// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { Frame } from '../eval/frame.ts';
import type { Op, ValueOp } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import type { Ir } from '../table.ts';
import { isMembers } from '../values/kinds.ts';
import { KeyedMap } from '../values/special.ts';

/** The place of a local; -1 stands for none. */
function placeAt(found: unknown): number {
  if (typeof found === 'number' && Number.isInteger(found) && found >= -1 && found < 256) return found;
  throw new AssayError('ERR_TABLE_INVALID', 'decision table: a local has no place');
}

type Items = readonly (readonly [first: unknown, second: unknown])[];

/** What a macro goes over: places and items of a list, keys and values of a map; undefined for anything else. */
function itemsOf(range: unknown, isDyn: boolean): Items | undefined {
  if (Array.isArray(range)) return range.map((item, i) => [isDyn ? BigInt(i) : i, item]);
  if (range instanceof KeyedMap) return [...range.entries.values()];
  return isMembers(range) ? Object.entries(range) : undefined;
}

/** A macro over a list or a map: `[fold, dyn|typed, variable, second variable, accumulator, range, init, condition, step, result]` (cel-spec, "Macros"). */
const fold: ValueOp = {
  operands: 9,
  value: (_, build, raw) => {
    const isDyn = raw[1] === 'dyn';
    const [variable, second, accumulator] = [placeAt(raw[2]), placeAt(raw[3]), placeAt(raw[4])];
    const [range, init, condition, step, result] = (raw.slice(5) as Ir[]).map(build.value); // sound: the builder refuses what is no expression
    const run = (frame: Frame): unknown => {
      const { locals } = frame;
      const over = range!(frame);
      const items = itemsOf(over, isDyn);
      if (items === undefined) return EVAL_ERROR;
      locals[accumulator] = init!(frame);
      for (const [first, value] of items) {
        if (--frame.steps < 0) return EVAL_ERROR;
        locals[variable] = second >= 0 || !Array.isArray(over) ? first : value;
        if (second >= 0) locals[second] = value;
        if (condition!(frame) === false) break;
        locals[accumulator] = step!(frame);
      }
      return result!(frame);
    };
    return (frame) => {
      // what is computed on the way, a variable of the policy, may use the same places
      const { locals } = frame;
      const places = [variable, second, accumulator].filter((place) => place >= 0);
      const kept = places.map((place) => locals[place]);
      const found = run(frame);
      places.forEach((place, i) => (locals[place] = kept[i]));
      return found;
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
