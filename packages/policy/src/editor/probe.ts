// SPDX-License-Identifier: Apache-2.0
import { childrenOf, type Ast } from '../expression/ast.ts';
import { checkExpression } from '../expression/check/check.ts';
import { parseExpression } from '../expression/parse.ts';
import type { Scope } from '../expression/scope.ts';
import { partsOf, type Apply, type Typed } from '../expression/typed.ts';
import { DYN, type Type } from '../expression/types.ts';
import { closersOf, type Written } from './written.ts';

/**
 * The type of `receiver` behind `head`: where the expression makes sense with its brackets closed, with what macros around it bind; else of the
 * receiver by itself. What is not known is dyn.
 */
export function receiverType(head: string, receiver: string, scope: Scope): Type {
  return typeIn(head, receiver, scope) ?? typeIn('', receiver, scope) ?? DYN;
}

/** What the macros around the name that is written bind, with the types. */
export function localsAt({ head }: Written, scope: Scope): readonly (readonly [string, Type])[] {
  const parsed = parseExpression(probing(head, '0'));
  const names = 'ast' in parsed ? (boundAround(parsed.ast, head.length) ?? []) : [];
  return names.map((name) => [name, receiverType(head, name, scope)]);
}

/** An expression with `value` in it where it would go on: as something that fits wherever an operand can stand, also in `has(...)`. */
const probing = (head: string, value: string): string => `${head}dyn(${value}).a${closersOf(head)}`;

function typeIn(head: string, value: string, scope: Scope): Type | undefined {
  const parsed = parseExpression(probing(head, value));
  if (!('ast' in parsed)) return undefined;
  // mistakes are told by the check
  const typed = checkExpression(parsed.ast, scope, () => undefined);
  const type = callAt(typed, head.length)?.args[0]?.type;
  return type?.kind === 'error' ? undefined : type;
}

/** The call of `dyn` at `start`. */
function callAt(typed: Typed, start: number): Apply | undefined {
  if (typed.kind === 'apply' && typed.name === 'dyn' && typed.start === start) return typed;
  for (const part of partsOf(typed)) {
    const found = callAt(part, start);
    if (found) return found;
  }
  return undefined;
}

/** The names that are bound around the call of `dyn` at `start`, the innermost first; undefined where that call is not in `ast`. */
function boundAround(ast: Ast, start: number): readonly string[] | undefined {
  if (ast.kind === 'call' && ast.name === 'dyn' && ast.start === start) return [];
  for (const part of childrenOf(ast)) {
    const found = boundAround(part, start);
    if (found === undefined) continue;
    if (ast.kind !== 'comprehension' || part === ast.range || part === ast.init) return found;
    const names = [ast.variable, ast.variable2 ?? '', ast.accumulator];
    // those of macros themselves cannot be written
    return [...found, ...names.filter((name) => /^[a-z_]/i.test(name))];
  }
  return undefined;
}
