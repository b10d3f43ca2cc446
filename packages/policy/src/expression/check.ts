// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Ast } from './ast.ts';
import { checkList, checkMap } from './construct.ts';
import { errorAt, type Env } from './env.ts';
import type { Report } from './finding.ts';
import { overloadsOf } from './functions/table.ts';
import { reportImpossible } from './impossible.ts';
import { checkLiteral } from './literal.ts';
import { macroOf } from './macros/table.ts';
import { chooseOverload } from './overload.ts';
import { NO_FACTS, type Facts, type Scope } from './scope.ts';
import { isOptionalMember, keyOf, literalIndex, selectFrom, type Access } from './select.ts';
import type { Typed } from './typed.ts';
import { STRING } from './types.ts';

/**
 * Checks one expression against the names it may use and reports every mistake; what depends on a mistake is not reported again.
 * Pure but for `report`; never throws. `facts` are the attributes known to be there, from conditions that held before.
 */
export function checkExpression(node: Ast, scope: Scope, report: Report, facts: Facts = NO_FACTS): Typed {
  const reported = new Set<string>();
  const once: Report = (code, range, message, help) => {
    const key = `${code} ${message}`;
    if (code === 'optional-without-has' && reported.has(key)) return;
    reported.add(key);
    report(code, range, message, help);
  };
  return check(node, { scope, facts, report: once, check, operand });
}

/** Checks a part as a value. */
function check(node: Ast, env: Env): Typed {
  const typed = operand(node, env);
  if (typed.type.kind !== 'record' || !typed.type.namespace) return typed;
  const names = [...typed.type.members.keys()].map((name) => `\`${keyOf(typed)}.${name}\``);
  env.report(
    'unsupported-expression',
    node,
    `\`${keyOf(typed)}\` is not a value of its own`,
    `name one of its members: ${names.join(', ')}`,
  );
  return errorAt(node);
}

function operand(node: Ast, env: Env): Typed {
  switch (node.kind) {
    case 'literal':
      return checkLiteral(node, env);
    case 'ident':
      return ident(node, env);
    case 'select':
      return selection(node, { operand: node.operand, member: node }, env);
    case 'call':
      return call(node, env);
    case 'list':
      return checkList(node, env);
    case 'map':
      return checkMap(node, env);
    case 'message':
      env.report(
        'unsupported-expression',
        node,
        `\`${node.name}{...}\` builds a protocol buffer message, and there are none here`,
        'write a map: `{"name": value}`',
      );
      return errorAt(node);
    default:
      return node satisfies never;
  }
}

function ident(node: Extract<Ast, { kind: 'ident' }>, env: Env): Typed {
  const { name, start, end } = node;
  const { inputs, variables, elsewhere } = env.scope;
  const input = inputs.get(name);
  if (input) {
    if (input.optional && !env.facts.has(name)) reportOptional(name, `${name}.${firstMember(input.type)}`, node, env);
    return { kind: 'read', root: input.root, path: input.path, key: name, type: input.type, start, end };
  }
  const place = elsewhere?.get(name);
  const help = variables.has(name)
    ? `write \`variables.${name}\``
    : place === undefined
      ? didYouMean(name, inputs.keys())
      : `\`${name}\` is known ${place} only`;
  env.report('unknown-name', node, `nothing is known by the name \`${name}\``, help);
  return errorAt(node);
}

/** A member of a value, or a variable; an index that is no member (`list[0]`) is left to the overloads. */
function selection(node: Ast, { operand: targetNode, member }: Access, env: Env): Typed {
  const { start, end } = node;
  if (targetNode.kind === 'ident' && targetNode.name === 'variables' && !env.scope.inputs.has('variables')) {
    const variable = env.scope.variables.get(member.field);
    if (variable) return { kind: 'variable', name: member.field, type: variable.type, start, end };
    env.report(
      'unknown-name',
      member.fieldRange,
      `there is no variable ${quote(member.field)} here`,
      didYouMean(member.field, env.scope.variables.keys()),
    );
    return errorAt(node);
  }
  const target = env.operand(targetNode, env);
  if (node.kind === 'call' && target.type.kind === 'list') {
    const index: Typed = {
      kind: 'literal',
      value: member.field,
      type: STRING,
      start: member.fieldRange.start,
      end: member.fieldRange.end,
    };
    return chooseOverload({ name: node.name, receiver: false, args: [target, index], start, end }, env);
  }
  const typed = selectFrom(target, member, env);
  const key = keyOf(typed);
  if (isOptionalMember(target.type, member.field) && (key === undefined || !env.facts.has(key))) {
    reportOptional(key ?? member.field, key ?? `...${member.field}`, node, env);
  }
  return typed;
}

function reportOptional(name: string, member: string, node: Ast, env: Env): void {
  const help = env.scope.askFirst?.(member) ?? `ask first: \`has(${member}) && ...\``;
  env.report('optional-without-has', node, `${quote(name)} may be absent`, help);
}

const firstMember = (type: Typed['type']): string =>
  type.kind === 'record' ? ([...type.members.keys()][0] ?? '<member>') : '<member>';

function call(node: Extract<Ast, { kind: 'call' }>, env: Env): Typed {
  const macro = macroOf(node.name, node.target !== undefined);
  if (macro) return macro.check(node, env);
  const access = literalIndex(node);
  if (access) return selection(node, access, env);
  const operands = node.target ? [node.target, ...node.args] : node.args;
  // an unknown function is one mistake: its arguments may use names only it would bind
  const isDeclared = overloadsOf(node.name, node.target !== undefined).length > 0;
  const args = isDeclared ? operands.map((arg) => env.check(arg, env)) : [];
  const typed = chooseOverload(
    { name: node.name, receiver: node.target !== undefined, args, start: node.start, end: node.end },
    env,
  );
  if (typed.kind !== 'apply') return typed;
  reportImpossible(typed, env.report);
  return withElementKey(typed);
}

/** An element at a literal index is known to facts by that index: `has(cases[0].note) && cases[0].note == "x"`. */
function withElementKey(typed: Extract<Typed, { kind: 'apply' }>): Typed {
  const [list, index] = typed.args;
  const key = list && keyOf(list);
  return typed.op === 'index_list' && key !== undefined && index?.kind === 'literal'
    ? { ...typed, key: `${key}[${String(index.value)}]` }
    : typed;
}
