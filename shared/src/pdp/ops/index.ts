// SPDX-License-Identifier: Apache-2.0
import type { Op, Ops } from '../eval/op.ts';
import * as families from './families.ts';
import { LEAF_OPS } from './leaves.ts';
import { LOGIC_OPS } from './logic.ts';
import { EQUALITY_OPS } from './equality.ts';
import { ORDER_OPS } from './order.ts';
import { MEMBERSHIP_OPS } from './membership.ts';
import { STRUCTURE_OPS } from './structure.ts';
import { TEXT_OPS } from './text.ts';
import { ARITHMETIC_OPS } from './arithmetic.ts';
import { CONVERSION_OPS } from './conversions.ts';
import { DYNAMIC_OPS } from './dynamic.ts';
import { MACRO_OPS } from './macros.ts';
import { BYTES_OPS } from './bytes.ts';
import { TIME_OPS } from './time.ts';
import { OPTIONAL_OPS } from './optional.ts';
import { STRING_OPS } from './strings.ts';
import { FORMAT_OPS } from './format.ts';
import { REGEX_OPS } from './regex.ts';
import { MATH_OPS } from './math.ts';
import { LIST_OPS } from './lists.ts';
import { SET_OPS } from './sets.ts';
import { ENCODER_OPS } from './encoders.ts';
import { NETWORK_OPS } from './network.ts';
import { SEMVER_OPS } from './semver.ts';
import { URL_OPS } from './url.ts';
import { SCOPE_OPS } from './scopes.ts';

/** Every family of operators, by the name it is exported under. */
export const FAMILIES: Readonly<Record<string, Iterable<readonly [string, Op]>>> = families;

/** Every operator of the language, the families one by one: a bundle needs no table of their names. An artefact whose policy needs less is built with a smaller one. */
export const ALL_OPS: Ops = new Map([
  ...LEAF_OPS,
  ...LOGIC_OPS,
  ...EQUALITY_OPS,
  ...ORDER_OPS,
  ...MEMBERSHIP_OPS,
  ...STRUCTURE_OPS,
  ...TEXT_OPS,
  ...ARITHMETIC_OPS,
  ...CONVERSION_OPS,
  ...DYNAMIC_OPS,
  ...MACRO_OPS,
  ...BYTES_OPS,
  ...TIME_OPS,
  ...OPTIONAL_OPS,
  ...STRING_OPS,
  ...FORMAT_OPS,
  ...REGEX_OPS,
  ...MATH_OPS,
  ...LIST_OPS,
  ...SET_OPS,
  ...ENCODER_OPS,
  ...NETWORK_OPS,
  ...SEMVER_OPS,
  ...URL_OPS,
  ...SCOPE_OPS,
]);
