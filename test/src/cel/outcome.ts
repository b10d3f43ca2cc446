// SPDX-License-Identifier: Apache-2.0
import { EVAL_ERROR, evaluate } from '@assay/core/testing';
import {
  checkExpression,
  compileExpression,
  parseExpression,
  types,
  type CompiledExpression,
  type Scope,
  type Type,
} from '@assay/policy/language';

/** The names an expression of a test reads, with what the compiler is told of them. */
export type Inputs = Readonly<Record<string, Type>>;

/** The expression compiled, or the codes of the mistakes in it. `isDynamic`: operands of unknown type are no likely mistake. */
export function compiled(text: string, inputs: Inputs = {}, isDynamic = false): CompiledExpression | readonly string[] {
  const parsed = parseExpression(text);
  if ('finding' in parsed) return [parsed.finding.code];
  const mistakes: string[] = [];
  const scope: Scope = {
    inputs: new Map(
      Object.entries(inputs).map(([name, type]) => [name, { root: 'bound' as const, path: [name], type }]),
    ),
    variables: new Map(),
    ...(isDynamic && { dynamic: true }),
  };
  const typed = checkExpression(parsed.ast, scope, (code) => mistakes.push(code));
  return mistakes.length > 0 ? mistakes : compileExpression(typed);
}

/** What compiler and run time make of an expression: its value, `error`, or the codes of the mistakes in it. */
export function outcome(text: string, inputs: Inputs = {}, values: Readonly<Record<string, unknown>> = {}): unknown {
  const found = compiled(text, inputs);
  if (!('ir' in found)) return { refused: found };
  const value = evaluate(found.ir, found, values);
  return value === EVAL_ERROR ? 'error' : value;
}

/** A record of which any member may be missing, as a source may leave out what it should have said. */
export const record = (members: Readonly<Record<string, Type>>): Type => ({
  kind: 'record',
  open: false,
  members: new Map(Object.entries(members).map(([name, type]) => [name, { type, optional: false }])),
});

export const { BOOL, DOUBLE, DYN, INT, STRING, listOf, mapOf } = types;
