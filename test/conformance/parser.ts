// SPDX-License-Identifier: Apache-2.0
import { parseExpression } from '@assay/policy/language';
import { parsedString } from './debug-string.ts';
import { RECORDED } from './recorded.ts';
import type { Stage } from './stage.ts';
import type { SpecTest } from './tests.ts';

/** The parser, over every test: its tree is the one cel-go recorded, and where cel-go recorded none, it finds a mistake. */
export const PARSER: Stage = {
  name: 'parser',
  concerns: () => true,
  isOutOfScope: () => false,
  problemOf: parserTest,
};

/** What is wrong with what our parser makes of a test; undefined where it is what cel-go made of it. */
export function parserTest({ original, ast }: SpecTest): string | undefined {
  const parsed = parseExpression(original.expr, RECORDED);
  if ('finding' in parsed) return ast === undefined ? undefined : `refused: ${parsed.finding.message}`;
  if (ast === undefined) return 'accepted';
  const found = parsedString(parsed.ast);
  return found === ast ? undefined : `expected\n${ast}\nfound\n${found}`;
}
