// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import { isZero } from '../values/is-zero.ts';
import { optionalAt, optionalOf, valueAt } from '../values/maps.ts';
import { NONE, Optional } from '../values/special.ts';
import { member } from './structure.ts';

/** An optional or, where it has no value, the right side, which is evaluated only then. */
const orElse = (isValue: boolean): Op => ({
  operands: 2,
  value: ([a, b], build) => {
    const left = build.value(a!); // sound: the number of operands was checked
    const right = build.value(b!);
    return (frame) => {
      const found = left(frame);
      if (!(found instanceof Optional)) return EVAL_ERROR;
      if (found.value !== undefined) return isValue ? found.value : found;
      const other = right(frame);
      return isValue || other instanceof Optional ? other : EVAL_ERROR;
    };
  },
});

type List = readonly unknown[];

/** The values of the optionals that have one. */
const unwrap = (list: List): List | undefined =>
  list.every((item) => item instanceof Optional)
    ? list.map(({ value }) => value).filter((value) => value !== undefined)
    : undefined;

/** Optional values (cel-go, "Optional Types"). */
export const OPTIONAL_OPS: readonly (readonly [string, Op])[] = [
  ['opt_or', orElse(false)],
  ['opt_or_value', orElse(true)],
  ['opt_field', member(optionalAt)],
  ...pureOps({
    opt_of: ['*', optionalOf, 0],
    opt_of_nonzero: ['*', (value: unknown) => (isZero(value) ? NONE : optionalOf(value)), 0],
    opt_none: ['', () => NONE],
    opt_has_value: ['o', ({ value }: Optional) => value !== undefined],
    opt_value: ['o', ({ value }: Optional) => value, 0],
    opt_index: ['**', optionalAt, 0],
    index_opt: ['o*', valueAt, 0],
    opt_first: ['l', (list: List) => optionalOf(list[0]), 0],
    opt_last: ['l', (list: List) => optionalOf(list.at(-1)), 0],
    opt_unwrap: ['l', unwrap],
  }),
];
