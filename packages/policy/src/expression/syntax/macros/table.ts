// SPDX-License-Identifier: Apache-2.0
import { BIND } from './bind.ts';
import { EXTREME_MACROS } from './extremes.ts';
import { HAS } from './has.ts';
import type { Macro } from './macro.ts';
import { OPTIONAL_MACROS } from './optional.ts';
import { QUANTIFIER_MACROS, QUANTIFIER_MACROS_2 } from './quantifiers.ts';
import { SORT_BY } from './sort.ts';
import { TRANSFORM_MACROS, TRANSFORM_MACROS_2 } from './transforms.ts';

/** The macros of cel-spec itself. */
export const STANDARD_MACROS: readonly Macro[] = [HAS, ...QUANTIFIER_MACROS, ...TRANSFORM_MACROS];

/** The macros of policies: those of cel-spec and of its extensions. */
export const LANGUAGE_MACROS: readonly Macro[] = [
  ...STANDARD_MACROS,
  ...QUANTIFIER_MACROS_2,
  ...TRANSFORM_MACROS_2,
  BIND,
  ...OPTIONAL_MACROS,
  ...EXTREME_MACROS,
  SORT_BY,
];

/** How the macro `name` is called, where there is one: for a call that has the wrong number of arguments. */
export function usageOf(name: string): readonly string[] {
  return LANGUAGE_MACROS.filter((macro) => macro.name === name).map(({ usage }) => usage);
}
