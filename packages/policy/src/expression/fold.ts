// SPDX-License-Identifier: Apache-2.0
import type { Typed } from './typed.ts';
import { BOOL } from './types.ts';

type Apply = Extract<Typed, { kind: 'apply' }>;

/** The expression with everything computed that does not depend on an input. Errors are kept: `x && false` is false whatever `x` is (cel-spec). */
export function fold(typed: Typed): Typed {
  if (typed.kind !== 'apply') return typed;
  const folded: Apply = { ...typed, args: typed.args.map(fold) };
  switch (typed.op) {
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
function joined(typed: Apply, deciding: boolean): Typed {
  const open = typed.args.filter((arg) => constantOf(arg) !== !deciding);
  const [only] = open;
  if (only === undefined) return truth(!deciding, typed);
  if (open.some((arg) => constantOf(arg) === deciding)) return truth(deciding, typed);
  return open.length === 1
    ? only
    : { ...typed, args: open.flatMap((arg) => (arg.kind === 'apply' && arg.op === typed.op ? arg.args : [arg])) };
}

function negated(typed: Apply): Typed {
  const value = typed.args[0] && constantOf(typed.args[0]);
  return typeof value === 'boolean' ? truth(!value, typed) : typed;
}

function chosen(typed: Apply): Typed {
  const [test, yes, no] = typed.args;
  const value = test && constantOf(test);
  return (value === true ? yes : value === false ? no : undefined) ?? typed;
}

function compared(typed: Apply): Typed {
  const [a, b] = typed.args;
  if (a?.kind !== 'literal' || b?.kind !== 'literal') return typed;
  return truth((a.value === b.value) === (typed.op === 'eq'), typed);
}

function negative(typed: Apply): Typed {
  const [operand] = typed.args;
  if (operand?.kind !== 'literal' || typeof operand.value !== 'number') return typed;
  return { ...operand, value: 0 - operand.value, start: typed.start, end: typed.end };
}

/** The value of a literal; undefined for anything else. */
export function constantOf(typed: Typed): string | number | boolean | null | undefined {
  return typed.kind === 'literal' ? typed.value : undefined;
}

const truth = (value: boolean, { start, end }: Typed): Typed => ({ kind: 'literal', value, type: BOOL, start, end });
