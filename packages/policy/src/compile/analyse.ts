// SPDX-License-Identifier: Apache-2.0
import type { Report } from '../diagnostics/report.ts';
import type { Expression } from '../document/policy-document.ts';
import type { Ast } from '../expression/ast.ts';
import { checkExpression } from '../expression/check/check.ts';
import { both, outcomesOf } from '../expression/check/facts.ts';
import { collapse } from '../expression/collapse.ts';
import { reportCost } from '../expression/check/cost.ts';
import { fold } from '../expression/fold.ts';
import { parseExpression } from '../expression/parse.ts';
import { NO_FACTS, type Facts, type Scope } from '../expression/scope.ts';
import { constantOf, hasMistake, type Typed } from '../expression/typed.ts';
import { typeName } from '../expression/types.ts';
import { reportFailing } from './constants.ts';
import { reportIn } from './locate.ts';

/** A part of a rule's condition that has to hold by itself. */
export interface Conjunct {
  readonly typed: Typed;
  readonly expression: Expression;
}

/** A condition, or several that all have to hold, once checked. Undefined parts had mistakes. */
export interface Condition {
  readonly conjuncts: readonly Conjunct[];
  /** What is there when the condition holds. */
  readonly facts: Facts;
  /** Every part was understood. */
  readonly isSound: boolean;
}

/** The tree of an expression; a mistake is reported and gives undefined. */
export function parse(expression: Expression, report: Report): Ast | undefined {
  const parsed = parseExpression(expression.text);
  if ('ast' in parsed) return parsed.ast;
  const { code, message, help } = parsed.finding;
  reportIn(expression, report)(code, parsed.finding, message, help);
  return undefined;
}

/** Checks the conditions of one rule: each knows what those before it made sure of. */
export function analyseCondition(expressions: readonly Expression[], scope: Scope, report: Report): Condition {
  let facts: Facts = NO_FACTS;
  let isSound = true;
  const conjuncts: Conjunct[] = [];
  for (const expression of expressions) {
    const typed = analyse(expression, scope, report, facts);
    if (typed === undefined) {
      isSound = false;
      continue;
    }
    if (typed.type.kind !== 'bool') {
      const help = typed.type.kind === 'dyn' ? 'compare it: `value == true`' : undefined;
      reportIn(expression, report)(
        'wrong-type-in-expression',
        typed,
        `expected a condition (bool), found ${typeName(typed.type)}`,
        help,
      );
      isSound = false;
      continue;
    }
    facts = both(facts, outcomesOf(typed, scope).whenTrue);
    conjuncts.push(...conjunctsOf(fold(typed)).map((part) => ({ typed: part, expression })));
  }
  return { conjuncts, facts, isSound };
}

/** Checks one expression; undefined when it has mistakes. */
export function analyse(
  expression: Expression,
  scope: Scope,
  report: Report,
  facts: Facts = NO_FACTS,
): Typed | undefined {
  const ast = parse(expression, report);
  if (ast === undefined) return undefined;
  let isSound = true;
  const typed = collapse(
    checkExpression(
      ast,
      scope,
      (...finding) => {
        isSound = false;
        reportIn(expression, report)(...finding);
      },
      facts,
    ),
  );
  if (!isSound || hasMistake(typed)) return undefined;
  if (reportCost(typed, reportIn(expression, report))) reportFailing(typed, reportIn(expression, report));
  return typed;
}

function conjunctsOf(typed: Typed): readonly Typed[] {
  if (constantOf(typed) === true) return [];
  return typed.kind === 'apply' && typed.op === 'and' ? typed.args : [typed];
}
