// SPDX-License-Identifier: Apache-2.0
import { LANGUAGE, parseExpression, type Parsed } from '@assay/policy/language';
import { asBinds, asCall, blockMacros } from './block.ts';
import type { SpecTest } from './tests.ts';

/** The expression of a test in the whole language, blocks being calls of `cel.@block`: what cel-go checked. */
export function parseTest({ original }: SpecTest): Parsed {
  return parseExpression(original.expr, { ...LANGUAGE, macros: [...LANGUAGE.macros, ...blockMacros(asCall)] });
}

/** The same, blocks being binds: what our run time evaluates. */
export function parseToRun({ original }: SpecTest): Parsed {
  return parseExpression(original.expr, { ...LANGUAGE, macros: [...LANGUAGE.macros, ...blockMacros(asBinds)] });
}
