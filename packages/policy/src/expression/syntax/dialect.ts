// SPDX-License-Identifier: Apache-2.0
import { EXPRESSION_LIMITS, type Limits } from './limits.ts';
import type { Macro } from './macros/macro.ts';
import { LANGUAGE_MACROS } from './macros/table.ts';

/** Which of the parts of CEL that an implementation may leave out are spoken. */
export interface Dialect {
  readonly macros: readonly Macro[];
  readonly limits: Limits;
  /** Optional values: `a.?b`, `a[?b]`, `[?a]`, `{?k: v}`, `M{?f: v}`. */
  readonly optionals: boolean;
  /** Names in backticks: ``a.`b-c` ``. */
  readonly quotedNames: boolean;
}

/** The language of policies: all of it. */
export const LANGUAGE: Dialect = {
  macros: LANGUAGE_MACROS,
  limits: EXPRESSION_LIMITS,
  optionals: true,
  quotedNames: true,
};
