// SPDX-License-Identifier: Apache-2.0
import type { Ir } from '@assay/core/pdp';
import type { ChangedExpression } from './change-expression.ts';

type Changes = (ir: Ir) => readonly ChangedExpression[];

/**
 * Every way to change one place of a macro, `[fold, dyn|typed, variable, second variable, accumulator, range, init, condition, step, result]`: what it
 * goes over, what it asks of an item, and which macro it is. How it counts and when it stops is its own business, and nobody wrote that.
 */
export function macroChanges(ir: Ir, changesOf: Changes): readonly ChangedExpression[] {
  const accumulator = ir[4];
  const [range, init, , step, result] = ir.slice(5) as unknown as readonly [Ir, Ir, Ir, Ir, Ir]; // sound: as the compiler writes it
  const at = (place: number, changes: readonly ChangedExpression[]): readonly ChangedExpression[] =>
    changes.map((changed) => ({ ...changed, ir: withPart(ir, place, changed.ir) }));
  // `cel.bind` goes over nothing: what is bound is the beginning, and what is asked for the result
  if (range[0] === 'make_list' && range.length === 1)
    return [...at(INIT, changesOf(init)), ...at(RESULT, changesOf(result))];
  const isOwn = (operand: unknown): boolean =>
    Array.isArray(operand) && operand[0] === 'local' && operand[1] === accumulator;
  const quantified = (step[0] === 'and' || step[0] === 'or') && isOwn(step[1]);
  return [
    ...at(RANGE, changesOf(range)),
    ...(quantified
      ? [otherQuantifier(ir, step), ...at(STEP, predicateChanges(step, changesOf))]
      : at(STEP, stepChanges(step, isOwn, changesOf))),
  ];
}

const [RANGE, INIT, CONDITION, STEP, RESULT] = [5, 6, 7, 8, 9] as const;

/** `all` as `exists`, and back. */
function otherQuantifier(ir: Ir, step: Ir): ChangedExpression {
  const isAll = step[0] === 'and';
  const own = step[1] as Ir; // sound: the accumulator
  const predicate = predicateOf(step);
  const parts: readonly (readonly [number, Ir])[] = [
    [INIT, ['bool', !isAll]],
    [CONDITION, ['not_false', isAll ? ['not', own] : own]],
    [STEP, [isAll ? 'or' : 'and', own, predicate]],
  ];
  return {
    mutation: isAll ? 'and-to-or' : 'or-to-and',
    change: isAll ? '`all` becomes `exists`' : '`exists` becomes `all`',
    ir: parts.reduce((so, [place, part]) => withPart(so, place, part), ir),
  };
}

/** What a quantifier asks of an item: a conjunction or disjunction of several parts has become one with the accumulator. */
function predicateOf([op, , ...parts]: Ir): Ir {
  const [first, ...rest] = parts as unknown as readonly Ir[]; // sound: the operands of a connective are expressions
  return first !== undefined && rest.length === 0 ? first : ([op, ...parts] as Ir); // sound: as above
}

function predicateChanges(step: Ir, changesOf: Changes): readonly ChangedExpression[] {
  const own = step[1] as Ir; // sound: the accumulator
  return changesOf(predicateOf(step)).map((changed) => ({ ...changed, ir: [step[0], own, changed.ir] }));
}

/** A step of `map`, `filter`, `exists_one` and their kin: what they do to the accumulator is left alone, but for what they add to it. */
function stepChanges(step: Ir, isOwn: (operand: unknown) => boolean, changesOf: Changes): readonly ChangedExpression[] {
  const [op, ...operands] = step;
  const isCount = op.startsWith('add');
  if (!operands.some(isOwn) && op !== 'if') return changesOf(step);
  return operands.flatMap((operand, i) => {
    if (isOwn(operand) || isCount || !Array.isArray(operand)) return [];
    const part = operand as unknown as Ir; // sound: an operand that is a list is an expression
    return stepChanges(part, isOwn, changesOf).map((changed) => ({
      ...changed,
      ir: withPart(step, i + 1, changed.ir),
    }));
  });
}

/** The expression with another operand; never another operator. */
function withPart(ir: Ir, place: number, part: Ir): Ir {
  return ir.map((operand, i) => (i === place ? part : operand)) as unknown as Ir; // sound: place 0 is never asked for
}
