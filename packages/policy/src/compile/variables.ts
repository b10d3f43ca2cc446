// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { VariableNode } from '../document/policy-document.ts';
import { childrenOf, type Ast } from '../expression/ast.ts';
import { checkExpression } from '../expression/check/check.ts';
import { outcomesOf } from '../expression/check/facts.ts';
import { collapse } from '../expression/collapse.ts';
import { reportCost } from '../expression/check/cost.ts';
import { fold } from '../expression/fold.ts';
import { BOUND_ELSEWHERE } from '../expression/inputs.ts';
import { NO_FACTS, type Input, type VariableType } from '../expression/scope.ts';
import { hasMistake, type Typed } from '../expression/typed.ts';
import { ERROR } from '../expression/types.ts';
import { parse } from './analyse.ts';
import { reportFailing } from './constants.ts';
import { reportIn } from './locate.ts';

export interface CheckedVariable extends VariableType {
  readonly typed: Typed;
}

const BROKEN: VariableType = { type: ERROR, whenTrue: NO_FACTS, whenFalse: NO_FACTS };

/** Checks the variables of one policy, each after those it reads, and reports those defined by themselves. One with mistakes has the type `error`. */
export function checkVariables(
  nodes: readonly VariableNode[],
  inputs: ReadonlyMap<string, Input>,
  report: Report,
): ReadonlyMap<string, VariableType | CheckedVariable> {
  const asts = new Map(nodes.map((node) => [node.name.value, { node, ast: parse(node.expression, report) }]));
  const checked = new Map<string, VariableType | CheckedVariable>();
  const open: string[] = [];

  const visit = (name: string): void => {
    const entry = asts.get(name);
    if (entry === undefined || checked.has(name)) return;
    const { node, ast } = entry;
    if (open.includes(name)) {
      const cycle = [...open.slice(open.indexOf(name)), name].map((member) => `\`${member}\``);
      report(
        'variable-cycle',
        node.name.span,
        `the variable \`${name}\` is defined by itself: ${cycle.join(' reads ')}`,
        'define one of them without the other',
      );
      for (const member of open.slice(open.indexOf(name))) checked.set(member, BROKEN);
      return;
    }
    open.push(name);
    if (ast) for (const read of variablesIn(ast)) visit(read);
    open.pop();
    if (!ast || checked.has(name)) {
      checked.set(name, BROKEN);
      return;
    }
    // names without a type yet are of variables this one does not read
    const scope = { inputs, variables: checked, elsewhere: BOUND_ELSEWHERE };
    let isSound = true;
    const typed = checkExpression(ast, scope, (...finding) => {
      isSound = false;
      reportIn(node.expression, report)(...finding);
    });
    const isAffordable = reportCost(typed, reportIn(node.expression, report));
    isSound &&= !hasMistake(typed);
    if (isSound && isAffordable) reportFailing(typed, reportIn(node.expression, report));
    checked.set(
      name,
      isSound ? { typed: fold(collapse(typed)), type: typed.type, ...outcomesOf(typed, scope) } : BROKEN,
    );
  };

  for (const { name } of nodes) visit(name.value);
  return checked;
}

/** The names of the variables an expression reads. */
export function variablesIn(ast: Ast): readonly string[] {
  if (ast.kind === 'select' && isVariables(ast.operand)) return [ast.field];
  if (ast.kind === 'call' && ast.name === '_[_]') {
    const [operand, index] = ast.args;
    if (operand && isVariables(operand) && index?.kind === 'literal' && index.value.type === 'string')
      return [index.value.value];
  }
  return childrenOf(ast).flatMap(variablesIn);
}

const isVariables = (ast: Ast): boolean => ast.kind === 'ident' && ast.name === 'variables';
