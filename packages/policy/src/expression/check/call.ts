// SPDX-License-Identifier: Apache-2.0
import { rangeOf, type Ast } from '../ast.ts';
import type { Env } from './env.ts';
import { reportImpossible } from './impossible.ts';
import { checkLogic } from './logic.ts';
import { candidates, dottedName, firstName } from './names.ts';
import { checkPattern } from './pattern.ts';
import { chooseOverload, overloadsIn } from './overload.ts';
import { checkMember, checkOptionalMember, keyOf, variableAt } from './select.ts';
import { constantOf, type Typed } from '../typed.ts';

type Call = Extract<Ast, { kind: 'call' }>;

/** A call of a function, a method or an operator. */
export function checkCall(node: Call, env: Env): Typed {
  return checkLogic(node, env) ?? checkIndex(node, env) ?? checkOptionalMember(node, env) ?? checkFunction(node, env);
}

/** An index that is a literal string is a selection written differently, where members are known by name. */
function checkIndex({ name, args: [operandNode, index], start, end }: Call, env: Env): Typed | undefined {
  if (name !== '_[_]' || !operandNode || index?.kind !== 'literal' || index.value.type !== 'string') return undefined;
  const member = { field: index.value.value, fieldRange: rangeOf(index), start, end };
  const variable = variableAt(operandNode, member, env);
  if (variable) return variable;
  const operand = env.operand(operandNode, env);
  if (operand.type.kind === 'record') return checkMember(operand, member, env);
  return chooseOverload({ name, receiver: false, args: [operand, env.check(index, env)], start, end }, env);
}

function checkFunction(node: Call, env: Env): Typed {
  const { start, end } = node;
  const qualified = node.target && qualifiedName(node, node.target, env);
  const target = qualified === undefined ? node.target : undefined;
  const name = qualified ?? functionName(node, env);
  const operands = target ? [target, ...node.args] : node.args;
  const receiver = target !== undefined;
  // an unknown function is one mistake: its arguments may use names only it would bind
  const isDeclared = overloadsIn(env.scope, name, receiver).length > 0;
  const args = isDeclared ? operands.map((arg) => env.check(arg, env)) : [];
  const typed = chooseOverload({ name, receiver, args, start, end }, env);
  if (typed.kind !== 'apply') return typed;
  if (!env.scope.dynamic) reportImpossible(typed, env.report);
  checkPattern(typed, env.report);
  return withElementKey(typed);
}

/** A function in a namespace: `math.ceil(x)`, where `math` is no value. */
function qualifiedName({ name }: Call, target: Ast, env: Env): string | undefined {
  const root = firstName(target);
  const prefix = dottedName(target);
  if (prefix === undefined || root === undefined || env.locals.has(root)) return undefined;
  return candidates(`${prefix}.${name}`, env.scope.container).find(
    (full) => overloadsIn(env.scope, full, false).length > 0,
  );
}

const functionName = ({ name, target }: Call, env: Env): string =>
  target
    ? name
    : (candidates(name, env.scope.container).find((full) => overloadsIn(env.scope, full, false).length > 0) ?? name);

/** An element at a literal index is known to facts by that index: `has(cases[0].note) && cases[0].note == "x"`. */
function withElementKey(typed: Extract<Typed, { kind: 'apply' }>): Typed {
  const [list, index] = typed.args;
  const key = list && keyOf(list);
  const place = constantOf(index);
  return typed.op === 'index_list' && key !== undefined && place !== undefined
    ? { ...typed, key: `${key}[${String(place)}]` }
    : typed;
}
