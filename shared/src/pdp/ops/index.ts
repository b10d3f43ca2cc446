// SPDX-License-Identifier: Apache-2.0
import type { Ops } from '../eval/op.ts';
import { ARITHMETIC_OPS } from './arithmetic.ts';
import { EQUALITY_OPS } from './equality.ts';
import { LEAF_OPS } from './leaves.ts';
import { LOGIC_OPS } from './logic.ts';
import { MEMBERSHIP_OPS } from './membership.ts';
import { ORDER_OPS } from './order.ts';
import { STRUCTURE_OPS } from './structure.ts';
import { TEXT_OPS } from './text.ts';

/** Every operator of the language. An artefact whose policy needs less is built with a smaller table. */
export const ALL_OPS: Ops = new Map([
  ...LEAF_OPS,
  ...LOGIC_OPS,
  ...EQUALITY_OPS,
  ...ORDER_OPS,
  ...MEMBERSHIP_OPS,
  ...STRUCTURE_OPS,
  ...TEXT_OPS,
  ...ARITHMETIC_OPS,
]);
