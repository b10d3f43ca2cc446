// SPDX-License-Identifier: Apache-2.0
import { parse as parseCel } from '@bufbuild/cel';
import type { Ast } from './ast.ts';
import { convert, TooLarge, type SourceInfo } from './convert.ts';
import type { Finding } from './finding.ts';
import { syntaxMistake } from './syntax-error.ts';
import { bracketsOf, tokensOf } from './tokens.ts';

/**
 * What one expression may cost, checked before the parser sees it: unbounded, it overflows the stack at 2,000 nested brackets and takes
 * 0.8 s over 500 brackets that are never closed (@bufbuild/cel 0.6.1, measured). `depth` is of brackets and conditionals, as written; `treeDepth`
 * of operations, which a chain such as `a + b + c` nests as well.
 */
export const EXPRESSION_LIMITS = { length: 4096, depth: 32, treeDepth: 64, nodes: 2000 } as const;

/** What became of a text: its tree, or what is wrong with it. */
export type Parsed = { readonly ast: Ast } | { readonly finding: Finding };

/** Parses one CEL expression (cel-spec, "Syntax"). Never throws; bounded in length, depth and size. */
export function parseExpression(text: string): Parsed {
  const whole = { start: 0, end: text.length };
  const tooLarge = (message: string): Parsed => ({
    finding: { code: 'limit-exceeded', ...whole, message, help: 'split it: name parts of it under `variables`' },
  });
  if (text.length > EXPRESSION_LIMITS.length) {
    return tooLarge(
      `an expression is at most ${EXPRESSION_LIMITS.length} characters long, this one has ${text.length}`,
    );
  }
  const tokens = tokensOf(text);
  const brackets = bracketsOf(tokens);
  const conditionals = tokens.filter((token) => token.text === '?').length;
  if (Math.max(brackets.depth, conditionals) > EXPRESSION_LIMITS.depth) {
    return tooLarge(`an expression is at most ${EXPRESSION_LIMITS.depth} levels deep`);
  }
  try {
    // the parser wants the end of the line after a comment
    const parsed = parseCel(`${text}\n`);
    return {
      ast: convert(parsed.expr, parsed.sourceInfo ?? NO_SOURCE_INFO, { tokens, brackets, limits: EXPRESSION_LIMITS }),
    };
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(error.message);
    const { range, message, help } = syntaxMistake(text, tokens, failedAt(error));
    return {
      finding: {
        code: 'expression-syntax',
        start: range.start,
        end: range.end,
        message,
        ...(help === undefined ? {} : { help }),
      },
    };
  }
}

/** The parser always gives one; its type does not say so. */
const NO_SOURCE_INFO: SourceInfo = { positions: {}, macroCalls: {} };

/** Where the parser gave up; its error class is not exported, so its shape is looked at. */
function failedAt(error: unknown): number {
  const location: unknown = error instanceof Error && 'location' in error ? error.location : undefined;
  const start: unknown =
    typeof location === 'object' && location !== null && 'start' in location ? location.start : undefined;
  const offset: unknown = typeof start === 'object' && start !== null && 'offset' in start ? start.offset : undefined;
  return typeof offset === 'number' ? offset : 0;
}
