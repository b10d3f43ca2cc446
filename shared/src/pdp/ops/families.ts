// SPDX-License-Identifier: Apache-2.0
// The families of operators: an artefact is built with those its table uses.
export { LEAF_OPS } from './leaves.ts';
export { LOGIC_OPS } from './logic.ts';
export { EQUALITY_OPS } from './equality.ts';
export { ORDER_OPS } from './order.ts';
export { MEMBERSHIP_OPS } from './membership.ts';
export { STRUCTURE_OPS } from './structure.ts';
export { TEXT_OPS } from './text.ts';
export { ARITHMETIC_OPS } from './arithmetic.ts';
export { CONVERSION_OPS } from './conversions.ts';
export { DYNAMIC_OPS } from './dynamic.ts';
export { MACRO_OPS } from './macros.ts';
export { BYTES_OPS } from './bytes.ts';
export { TIME_OPS } from './time.ts';
export { OPTIONAL_OPS } from './optional.ts';
export { STRING_OPS } from './strings.ts';
export { FORMAT_OPS } from './format.ts';
export { REGEX_OPS } from './regex.ts';
export { MATH_OPS } from './math.ts';
export { LIST_OPS } from './lists.ts';
export { SET_OPS } from './sets.ts';
export { ENCODER_OPS } from './encoders.ts';
export { NETWORK_OPS } from './network.ts';
export { SEMVER_OPS } from './semver.ts';
export { URL_OPS } from './url.ts';
export { SCOPE_OPS } from './scopes.ts';
