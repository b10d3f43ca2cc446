// SPDX-License-Identifier: Apache-2.0
import { ARITHMETIC } from './arithmetic.ts';
import { COLLECTIONS } from './collections.ts';
import { COMPARISON } from './comparison.ts';
import { CONVERSIONS } from './conversions.ts';
import type { Declaration } from './declaration.ts';
import { ENCODERS } from './encoders.ts';
import { LISTS } from './lists.ts';
import { LOGIC, NEGATION } from './logic.ts';
import { MATH } from './math.ts';
import { NETWORK } from './network.ts';
import { OPTIONAL } from './optional.ts';
import { REGEX } from './regex.ts';
import { SCOPES } from './scopes.ts';
import { SEMVER } from './semver.ts';
import { SETS } from './sets.ts';
import { STRINGS } from './strings.ts';
import { STRING_EXTENSIONS } from './string-ext.ts';
import { TIME } from './time.ts';
import { URLS } from './url.ts';

/** Every overload of every function and operator. */
export const DECLARATIONS: readonly Declaration[] = [
  ...LOGIC,
  ...NEGATION,
  ...COMPARISON,
  ...ARITHMETIC,
  ...STRINGS,
  ...COLLECTIONS,
  ...CONVERSIONS,
  ...TIME,
  ...OPTIONAL,
  ...STRING_EXTENSIONS,
  ...REGEX,
  ...MATH,
  ...LISTS,
  ...SETS,
  ...ENCODERS,
  ...NETWORK,
  ...SEMVER,
  ...URLS,
  ...SCOPES,
];

/** The overloads of `name`, called on a receiver or not. */
export function overloadsOf(name: string, receiver: boolean): readonly Declaration[] {
  return BY_NAME.get(functionKey(name, receiver)) ?? [];
}

/** A function by its name; the name of a method begins with a dot. */
export const functionKey = (name: string, receiver: boolean): string => (receiver ? `.${name}` : name);

const BY_NAME: ReadonlyMap<string, readonly Declaration[]> = Map.groupBy(DECLARATIONS, (declaration) =>
  functionKey(declaration.name, declaration.receiver === true),
);
