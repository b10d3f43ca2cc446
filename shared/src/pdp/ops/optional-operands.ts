// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';

/** The functions of values a family has, as `pureOps` takes them; operands after the first may be left out where the function says so. */
export const optionalOps = (family: Parameters<typeof pureOps>[0]): readonly (readonly [string, Op])[] =>
  pureOps(family).map(([name, op]) => [name, { ...op, operands: 'many' }]);
