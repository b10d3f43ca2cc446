// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../../diagnostics/near-match.ts';
import type { Ast, Range } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
import { candidates, TYPE_NAMES } from './names.ts';
import type { Input } from '../scope.ts';
import type { Typed } from '../typed.ts';
import { typeType, type Type } from '../types.ts';

/** A name: what a macro around it binds, an input, or a type. */
export function checkIdent(node: Extract<Ast, { kind: 'ident' }>, env: Env): Typed {
  const local = env.locals.get(node.name);
  const { start, end } = node;
  if (local) return { kind: 'local', name: local.name, id: local.id, type: local.type, start, end };
  return named(node.name, node, env) ?? unknown(node, env);
}

/** An input or a type by its name, which may have dots; undefined where there is none. */
export function named(name: string, { start, end }: Range, env: Env): Typed | undefined {
  for (const candidate of candidates(name, env.scope.container)) {
    const input = env.scope.inputs.get(candidate);
    if (input) return read(candidate, input, { start, end }, env);
    const type = TYPE_NAMES.get(candidate);
    if (type) return { kind: 'typename', name: candidate, type: typeType(type), start, end };
  }
  return undefined;
}

function read(name: string, { root, path, type, optional }: Input, { start, end }: Range, env: Env): Typed {
  if (optional && !env.facts.has(name)) reportOptional(name, `${name}.${firstMember(type)}`, { start, end }, env);
  return { kind: 'read', name, root, path, key: name, ...(optional && { maybe: true }), type, start, end };
}

function unknown(node: Extract<Ast, { kind: 'ident' }>, env: Env): Typed {
  const { inputs, variables, elsewhere } = env.scope;
  const place = elsewhere?.get(node.name);
  const help = variables.has(node.name)
    ? `write \`variables.${node.name}\``
    : place === undefined
      ? didYouMean(node.name, [...env.locals.keys(), ...inputs.keys()])
      : `\`${node.name}\` is known ${place} only`;
  env.report('unknown-name', node, `nothing is known by the name \`${node.name}\``, help);
  return errorAt(node);
}

/** Reports an attribute that is read without being asked for; `member` is what `has(...)` would ask for. */
export function reportOptional(name: string, member: string, range: Range, env: Env): void {
  const help = env.scope.askFirst?.(member) ?? `ask first: \`has(${member}) && ...\``;
  env.report('optional-without-has', range, `\`${name}\` may be absent`, help);
}

const firstMember = (type: Type): string =>
  type.kind === 'record' ? ([...type.members.keys()][0] ?? '<member>') : '<member>';
