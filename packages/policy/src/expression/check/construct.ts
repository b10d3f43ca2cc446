// SPDX-License-Identifier: Apache-2.0
import { quote } from '../../diagnostics/quote.ts';
import type { Ast } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
import type { Typed } from '../typed.ts';
import { listOf, mapOf, optionalOf, typeName, type Type } from '../types.ts';

/** A list: of the type its items have in common. An item written `?item` is left out where the optional value is none. */
export function checkList(node: Extract<Ast, { kind: 'list' }>, env: Env): Typed {
  const { optional, start, end } = node;
  const items = node.items.map((item) => env.check(item, env));
  const types = items.map((item, i) => (optional.includes(i) ? unwrapped(item, env) : item.type));
  return { kind: 'list', items, optional, type: listOf(common(types, env)), start, end };
}

const KEY_TYPES = ['string', 'int', 'uint', 'bool', 'dyn', 'free', 'error'];

/** A map: each key stands once, and is a string, an integer or a truth (cel-spec, "Aggregate Literals"). */
export function checkMap(node: Extract<Ast, { kind: 'map' }>, env: Env): Typed {
  const { start, end } = node;
  const seen = new Set<string>();
  const entries = node.entries.map(({ key: keyNode, value: valueNode, optional }) => {
    const key = env.check(keyNode, env);
    const value = env.check(valueNode, env);
    if (!KEY_TYPES.includes(env.infer.known(key.type).kind) && !env.scope.dynamic)
      env.report(
        'wrong-type-in-expression',
        key,
        `expected a string, int, uint or bool as the key of a map, found ${typeName(key.type)}`,
      );
    const literal = key.kind === 'literal' && 'value' in key.value ? String(key.value.value) : undefined;
    if (literal !== undefined && key.kind === 'literal') {
      const name = `${key.value.type} ${literal}`;
      if (seen.has(name) && !env.scope.dynamic)
        env.report('wrong-type-in-expression', key, `the key ${quote(literal)} stands twice in one map`);
      seen.add(name);
    }
    return { key, value, optional };
  });
  const keys = entries.map(({ key }) => key.type);
  const values = entries.map(({ value, optional }) => (optional ? unwrapped(value, env) : value.type));
  return { kind: 'map', entries, type: mapOf(common(keys, env), common(values, env)), start, end };
}

function common(types: readonly Type[], { infer }: Env): Type {
  const [first, ...rest] = types;
  return first === undefined ? infer.fresh() : rest.reduce(infer.join, first);
}

/** The type in an optional value; anything else is reported. */
function unwrapped(item: Typed, env: Env): Type {
  const inner = env.infer.fresh();
  if (env.infer.assignable([item.type], [optionalOf(inner)])) return env.infer.known(inner);
  env.report(
    'wrong-type-in-expression',
    item,
    `expected an optional value after \`?\`, found ${typeName(item.type)}`,
    'write the item without `?`, or `optional.of(...)`',
  );
  return errorAt(item).type;
}
