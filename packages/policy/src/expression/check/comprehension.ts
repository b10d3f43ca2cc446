// SPDX-License-Identifier: Apache-2.0
import type { Ast, Comprehension, Range } from '../ast.ts';
import { errorAt, type BoundLocal, type Env } from './env.ts';
import { valueType, keyType } from './infer.ts';
import type { Facts } from '../scope.ts';
import type { Typed } from '../typed.ts';
import { BOOL, DYN, INT, isMap, typeName, type Type } from '../types.ts';

/** What a macro over a list or map became: its variables are known in the condition and the step, its accumulator in the result too. */
export function checkComprehension(node: Range & Comprehension, env: Env): Typed {
  const { infer } = env;
  const range = env.check(node.range, env);
  const init = env.check(node.init, env);
  const rangeType = infer.known(range.type);
  const isFree = rangeType.kind === 'free';
  if (isFree) infer.assignable([DYN], [rangeType]);
  const types = isFree ? [DYN, DYN] : itemTypes(rangeType, node.variable2 !== undefined);
  if (types === undefined) {
    env.report(
      'wrong-type-in-expression',
      range,
      `\`${node.macro}\` goes over a list or a map, found ${typeName(rangeType)}`,
    );
    return errorAt(node);
  }
  const [first = DYN, second = DYN] = types;
  const accumulator: BoundLocal = { name: node.accumulator, id: env.depth, type: init.type };
  const variable: BoundLocal = { name: node.variable, id: env.depth + 1, type: first };
  const variable2: BoundLocal | undefined =
    node.variable2 === undefined ? undefined : { name: node.variable2, id: env.depth + 2, type: second };

  const after = binding(env, [accumulator]);
  const inside = binding(after, variable2 ? [variable, variable2] : [variable]);
  const condition = ofType(node.condition, BOOL, inside, node.macro);
  const step = ofType(node.step, init.type, inside, node.macro);
  const result = env.check(node.result, after);
  const { macro, start, end } = node;
  return {
    kind: 'comprehension',
    macro,
    range,
    variable,
    ...(variable2 && { variable2 }),
    accumulator,
    init,
    condition,
    step,
    result,
    type: result.type,
    start,
    end,
  };
}

/** The types of the variables of a macro: an item; its place and the item; a key; a key and its value. Undefined for what has no items. */
function itemTypes(type: Type, isPair: boolean): readonly Type[] | undefined {
  if (type.kind === 'list') return isPair ? [INT, type.of] : [type.of];
  if (isMap(type)) return [keyType(type), valueType(type)];
  return type.kind === 'dyn' || type.kind === 'error' ? [type, type] : undefined;
}

/** The surroundings with more names; what was known of others of those names is no longer. */
function binding(env: Env, locals: readonly BoundLocal[]): Env {
  const hidden = new Set(locals.map(({ name }) => name));
  const facts: Facts = new Set([...env.facts].filter((fact) => !hidden.has(fact.split(/[.[]/, 1)[0] ?? fact)));
  return {
    ...env,
    facts,
    locals: new Map([...env.locals, ...locals.map((local) => [local.name, local] as const)]),
    depth: env.depth + locals.length,
  };
}

function ofType(node: Ast, type: Type, env: Env, macro: string): Typed {
  const typed = env.check(node, env);
  if (!env.infer.assignable([typed.type], [type])) {
    const expected = typeName(env.infer.known(type));
    env.report(
      'wrong-type-in-expression',
      typed,
      `expected ${type.kind === 'bool' ? 'a condition (bool)' : expected} in \`${macro}\`, found ${typeName(env.infer.known(typed.type))}`,
    );
  }
  return typed;
}
