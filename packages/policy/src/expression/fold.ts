// SPDX-License-Identifier: Apache-2.0
import { constantOf, withParts, type Node, type Typed } from './typed.ts';
import { isSameType } from './check/infer.ts';
import { BOOL } from './types.ts';

type Apply = Node<'apply'>;

/** The expression with everything computed that does not depend on an input. Errors are kept: `x && false` is false whatever `x` is (cel-spec). */
export function fold(typed: Typed): Typed {
  const folded = withParts(typed, fold);
  if (folded.kind !== 'apply') return folded;
  switch (folded.op) {
    case 'and':
      return joined(folded, false);
    case 'or':
      return joined(folded, true);
    case 'not':
      return negated(folded);
    case 'if':
      return chosen(folded);
    case 'eq':
    case 'ne':
      return compared(folded);
    case 'neg_int':
    case 'neg_double':
      return negative(folded);
    default:
      return folded;
  }
}

/** `deciding` is the truth that decides alone. */
function joined(typed: Typed & Apply, deciding: boolean): Typed {
  const open = typed.args.filter((arg) => constantOf(arg) !== !deciding);
  const [only] = open;
  if (only === undefined) return truth(!deciding, typed);
  if (open.some((arg) => constantOf(arg) === deciding)) return truth(deciding, typed);
  return open.length === 1 && only.type.kind === 'bool'
    ? only
    : { ...typed, args: open.flatMap((arg) => (arg.kind === 'apply' && arg.op === typed.op ? arg.args : [arg])) };
}

function negated(typed: Typed & Apply): Typed {
  const value = constantOf(typed.args[0]);
  return typeof value === 'boolean' ? truth(!value, typed) : typed;
}

function chosen(typed: Typed & Apply): Typed {
  const [test, yes, no] = typed.args;
  const value = constantOf(test);
  const side = value === true ? yes : value === false ? no : undefined;
  // a side of another type is kept as it is: how the numbers in it are represented depends on the type
  return side && isSameType(side.type, typed.type) ? side : typed;
}

function compared(typed: Typed & Apply): Typed {
  const [a, b] = typed.args;
  const [x, y] = [constantOf(a), constantOf(b)];
  if (x === undefined || y === undefined) return typed;
  return truth((x === y) === (typed.op === 'eq'), typed);
}

function negative(typed: Typed & Apply): Typed {
  const [operand] = typed.args;
  if (operand?.kind !== 'literal') return typed;
  const { value } = operand;
  const { start, end } = typed;
  if (value.type === 'double') return { ...operand, value: { ...value, value: -value.value }, start, end };
  const isSmall = value.type === 'int' && value.value > -(2n ** 63n);
  return isSmall ? { ...operand, value: { ...value, value: -value.value }, start, end } : typed;
}

const truth = (value: boolean, { start, end }: Typed): Typed => ({
  kind: 'literal',
  value: { type: 'bool', value },
  type: BOOL,
  start,
  end,
});
