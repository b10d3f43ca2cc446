// SPDX-License-Identifier: Apache-2.0
import type { Value } from '../eval/frame.ts';
import { pureOps, type Op } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import { isZero, optionalAt, optionalOf } from '../values/optional.ts';
import { NONE, Optional } from '../values/special.ts';
import { HAS_FIELD } from './structure.ts';

/** The value of an optional, or the right side, which is evaluated only then. */
const orElse = (then: (optional: Optional) => unknown, isOther: (value: unknown) => boolean): Op => ({
  operands: 2,
  value: ([a, b], build): Value => {
    const left = build.value(a!); // sound: the number of operands was checked
    const right = build.value(b!);
    return (frame) => {
      const found = left(frame);
      if (!(found instanceof Optional)) return EVAL_ERROR;
      if (found.value !== undefined) return then(found);
      const other = right(frame);
      return isOther(other) ? other : EVAL_ERROR;
    };
  },
});

/** `a.?name`: of a map, or of an optional one. */
const optionalField: Op = {
  operands: 2,
  value: ([object], build, raw) => {
    const value = build.value(object!); // sound: as above
    const name = build.text(raw[2]);
    return (frame) => optionalAt(value(frame), name) ?? EVAL_ERROR;
  },
};

type List = readonly unknown[];

function unwrap(list: List): List | undefined {
  const values = list.map((item) => (item instanceof Optional ? item : undefined));
  return values.includes(undefined)
    ? undefined
    : values.flatMap((item) => (item?.value === undefined ? [] : [item.value]));
}

/** Optional values (cel-go, "Optional Types"). */
export const OPTIONAL_OPS: readonly (readonly [string, Op])[] = [
  [
    'opt_or',
    orElse(
      (optional) => optional,
      (value) => value instanceof Optional,
    ),
  ],
  [
    'opt_or_value',
    orElse(
      (optional) => optional.value,
      () => true,
    ),
  ],
  ['opt_field', optionalField],
  ['opt_has', HAS_FIELD],
  ...pureOps({
    opt_of: ['*', optionalOf],
    opt_of_nonzero: ['*', (value: unknown) => (isZero(value) ? NONE : optionalOf(value))],
    opt_none: ['', () => NONE],
    opt_has_value: ['o', ({ value }: Optional) => value !== undefined],
    opt_value: ['o', ({ value }: Optional) => value],
    opt_index: ['**', optionalAt],
    index_opt: ['o*', optionalAt],
    opt_first: ['l', (list: List) => optionalOf(list[0])],
    opt_last: ['l', (list: List) => optionalOf(list.at(-1))],
    opt_unwrap: ['l', unwrap],
  }),
];
