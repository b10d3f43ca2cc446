// SPDX-License-Identifier: Apache-2.0

export const LATER = 'it is part of CEL, but not of this version of Assay';

/** Functions and macros of CEL and its common extensions; asked only about names that have no declaration and no macro here. */
const KNOWN_TO_CEL: ReadonlySet<string> = new Set(
  [
    'all exists exists_one existsOne map filter transformList transformMap transformMapEntry sortBy matches',
    'int uint double string bytes bool dyn type timestamp duration',
    'getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getSeconds getMilliseconds',
    'charAt indexOf lastIndexOf join split replace substring trim lowerAscii upperAscii quote reverse format',
    'distinct flatten slice sort range first last of none ofNonZeroValue optMap optFlatMap orValue or value hasValue unwrap unwrapOpt',
    'abs ceil floor round trunc sign greatest least isNaN isInf isFinite bitAnd bitOr bitXor bitNot bitShiftLeft bitShiftRight',
    'encode decode bind ip cidr isIP',
  ].flatMap((names) => names.split(' ')),
);

/** Whether CEL has a function or macro `name`. */
export function isLaterFeature(name: string): boolean {
  return KNOWN_TO_CEL.has(name);
}
