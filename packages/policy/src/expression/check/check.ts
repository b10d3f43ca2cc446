// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../ast.ts';
import { checkCall } from './call.ts';
import { checkComprehension } from './comprehension.ts';
import { checkList, checkMap } from './construct.ts';
import { errorAt, type Env } from './env.ts';
import type { Report } from '../finding.ts';
import { settle } from './settle.ts';
import { checkIdent } from './ident.ts';
import { createInference } from './infer.ts';
import { checkLiteral } from './literal.ts';
import { NO_FACTS, type Facts, type Scope } from '../scope.ts';
import { checkSelection, keyOf } from './select.ts';
import type { Typed } from '../typed.ts';

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
  const infer = createInference();
  return settle(
    check(node, { scope, facts, locals: new Map(), depth: 0, infer, report: once, check, operand }),
    infer.settled,
  );
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
      return checkLiteral(node);
    case 'ident':
      return checkIdent(node, env);
    case 'select':
      return checkSelection(node, env);
    case 'call':
      return checkCall(node, env);
    case 'list':
      return checkList(node, env);
    case 'map':
      return checkMap(node, env);
    case 'comprehension':
      return checkComprehension(node, env);
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
