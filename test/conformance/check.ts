// SPDX-License-Identifier: Apache-2.0
import { checkExpression } from '@assay/policy/language';
import { checkedTree } from './checked-tree.ts';
import { debugString } from './debug-string.ts';
import { parseType, printType, scopeOf, typeOf } from './environment.ts';
import { parseTest } from './parse-test.ts';
import { isOutOfScope } from './scope.ts';
import type { Stage } from './stage.ts';
import type { SpecTest } from './tests.ts';

/** The type checker, over every test whose checked tree cel-go recorded: the same types, overloads and references. */
export const CHECKER: Stage = {
  name: 'checker',
  concerns: ({ checkedAst }) => checkedAst !== undefined,
  isOutOfScope,
  problemOf: checkTest,
};

/** What is wrong with what our checker makes of a test: another tree, another overload, another type. */
export function checkTest(test: SpecTest): string | undefined {
  const parsed = parseTest(test);
  if ('finding' in parsed) return `refused: ${parsed.finding.message}`;
  const mistakes: string[] = [];
  const typed = checkExpression(parsed.ast, scopeOf(test), (_, __, message) => mistakes.push(message));
  if (mistakes.length > 0) return `refused: ${mistakes.join('; ')}`;
  const { ast, adornments } = checkedTree(typed);
  const found = debugString(ast, (node) => adornments.get(node) ?? '');
  if (found !== test.checkedAst) return `expected\n${test.checkedAst}\nfound\n${found}`;
  const declared = test.original.typedResult?.deducedType;
  const expected = declared ? typeOf(declared) : parseType(test.type ?? '');
  if (expected && printType(typed.type) !== printType(expected))
    return `expected the type ${printType(expected)}, found ${printType(typed.type)}`;
  return undefined;
}
