// SPDX-License-Identifier: Apache-2.0
import { ARITHMETIC } from './arithmetic.ts';
import { COLLECTIONS } from './collections.ts';
import { COMPARISON } from './comparison.ts';
import type { Declaration } from './declaration.ts';
import { STRINGS } from './strings.ts';

/** Every overload of every function and operator, except those whose operands are not all evaluated: `&&`, `||`, `?:` and macros. */
export const DECLARATIONS: readonly Declaration[] = [...COMPARISON, ...ARITHMETIC, ...STRINGS, ...COLLECTIONS];

/** The overloads of `name`, called on a receiver or not. */
export function overloadsOf(name: string, receiver: boolean): readonly Declaration[] {
  return BY_NAME.get(keyOf(name, receiver)) ?? [];
}

const keyOf = (name: string, receiver: boolean): string => (receiver ? `.${name}` : name);

const BY_NAME: ReadonlyMap<string, readonly Declaration[]> = Map.groupBy(DECLARATIONS, (declaration) =>
  keyOf(declaration.name, declaration.receiver === true),
);
