// SPDX-License-Identifier: Apache-2.0
import { EVAL_ERROR, evaluate, narrowing } from '@assay/core/testing';
import { checkExpression, compileExpression, types, type Scope, type Type } from '@assay/policy/language';
import { scopeOf } from './environment.ts';
import { parseToRun } from './parse-test.ts';
import { isOutOfScope } from './scope.ts';
import type { Stage } from './stage.ts';
import type { SpecTest } from './tests.ts';
import { asDyn, unchecked } from './unchecked.ts';
import { shown, valueOf } from './values.ts';

/** The run time, over every test of the conformance suite that is evaluated: the same values and the same errors. */
export const EVALUATOR: Stage = {
  name: 'evaluator',
  concerns: ({ id, original }) => id.startsWith('conformance/') && !original.checkOnly,
  isOutOfScope,
  problemOf: evaluateTest,
};

/** What is wrong with what our run time makes of a test; undefined where it is what the test expects. */
export function evaluateTest(test: SpecTest): string | undefined {
  const { value, typedResult, evalError } = test.original;
  const result = value ?? typedResult?.result ?? { boolValue: true };
  const expected = evalError === undefined ? JSON.stringify(shown(valueOf(result), false)) : '"error"';
  const found = outcomeOf(test);
  return found === expected ? undefined : `expected ${expected}, found ${found}`;
}

/** The value of the test's expression, or `"error"`, with the mistakes found in it where it does not compile. */
function outcomeOf(test: SpecTest): string {
  const parsed = parseToRun(test);
  const mistakes: string[] = 'finding' in parsed ? [parsed.finding.message] : [];
  if ('finding' in parsed) return refused(test, mistakes);
  const scope = scopeOf(test);
  // a value of unknown type tells its ints from its doubles
  const ast = asDyn(test.original.disableCheck ? unchecked(parsed.ast, scope) : parsed.ast);
  const typed = checkExpression(ast, scope, (_, __, message) => mistakes.push(message));
  if (mistakes.length > 0) return refused(test, mistakes);
  const { ir, ...pools } = compileExpression(typed);
  const found = evaluate(ir, pools, boundOf(test, scope));
  return found === EVAL_ERROR ? '"error"' : JSON.stringify(shown(found, false));
}

/** An expression that does not compile is an error, which is what some tests expect. */
const refused = ({ original }: SpecTest, mistakes: readonly string[]): string =>
  original.evalError === undefined ? `refused: ${mistakes.join('; ')}` : '"error"';

function boundOf({ original }: SpecTest, scope: Scope): Readonly<Record<string, unknown>> {
  const bindings = Object.entries(original.bindings ?? {});
  return Object.fromEntries(
    bindings.map(([name, { value }]) => [name, typedAs(scope.inputs.get(name)?.type ?? types.DYN, valueOf(value))]),
  );
}

/** A value as it stands in a place of the type. */
function typedAs(type: Type, value: unknown): unknown {
  return narrowing(codeOf(type))(value, { steps: Infinity });
}

function codeOf(type: Type): string {
  if (type.kind === 'int') return 'i';
  if (type.kind === 'list') return `l${codeOf(type.of)}`;
  return type.kind === 'map' ? `m${codeOf(type.key)}${codeOf(type.value)}` : '*';
}
