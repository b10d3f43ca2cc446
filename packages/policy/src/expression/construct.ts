// SPDX-License-Identifier: Apache-2.0
import { quote } from '../diagnostics/quote.ts';
import type { Ast } from './ast.ts';
import { errorAt, type Env } from './env.ts';
import { LATER } from './later.ts';
import type { Typed } from './typed.ts';
import { DYN, join, listOf, mapOf, typeName } from './types.ts';

/** A list: of the type its items have in common. */
export function checkList(node: Extract<Ast, { kind: 'list' }>, env: Env): Typed {
  const args = node.items.map((item) => env.check(item, env));
  const of =
    args
      .map((arg) => arg.type)
      .reduce<Typed['type'] | undefined>((all, type) => (all ? join(all, type) : type), undefined) ?? DYN;
  return {
    kind: 'apply',
    op: 'make_list',
    args,
    type: of.kind === 'error' ? of : listOf(of),
    start: node.start,
    end: node.end,
  };
}

/** A map: its keys are strings, each stands once. */
export function checkMap(node: Extract<Ast, { kind: 'map' }>, env: Env): Typed {
  if (node.entries.length === 0) {
    env.report('unsupported-expression', node, 'an empty map is not supported', LATER);
    return errorAt(node);
  }
  const keys = new Set<string>();
  const args = node.entries.flatMap((entry) => {
    const key = env.check(entry.key, env);
    const value = env.check(entry.value, env);
    if (!['string', 'dyn', 'error'].includes(key.type.kind)) {
      env.report(
        'unsupported-expression',
        key,
        `expected a string as the key of a map, found ${typeName(key.type)}`,
        'JSON has no other keys',
      );
    }
    if (key.kind === 'literal' && typeof key.value === 'string') {
      if (keys.has(key.value))
        env.report('wrong-type-in-expression', key, `the key ${quote(key.value)} stands twice in one map`);
      keys.add(key.value);
    }
    return [key, value];
  });
  const value = args
    .filter((_, i) => i % 2 === 1)
    .map((arg) => arg.type)
    .reduce(join);
  return { kind: 'apply', op: 'make_map', args, type: mapOf(value), start: node.start, end: node.end };
}
