// SPDX-License-Identifier: Apache-2.0
import type { Ast } from './ast.ts';
import type { Finding } from './finding.ts';
import { LANGUAGE, type Dialect } from './syntax/dialect.ts';
import { parseConditional } from './syntax/operations.ts';
import { createReader } from './syntax/reader.ts';
import { Refusal } from './syntax/refusal.ts';

export { EXPRESSION_LIMITS } from './syntax/limits.ts';

/** What became of a text: its tree, or what is wrong with it. */
export type Parsed = { readonly ast: Ast } | { readonly finding: Finding };

/**
 * Parses one CEL expression (cel-spec, "Syntax") and expands its macros. Never throws; linear in the length of the text, which is bounded, as are
 * depth and size (`EXPRESSION_LIMITS`).
 */
export function parseExpression(text: string, dialect: Dialect = LANGUAGE): Parsed {
  try {
    const reader = createReader(text, dialect);
    const { ast } = parseConditional(reader);
    if (reader.peek().kind !== 'end') reader.fail('operator');
    return { ast };
  } catch (error) {
    if (error instanceof Refusal) return { finding: error.finding };
    throw error;
  }
}
