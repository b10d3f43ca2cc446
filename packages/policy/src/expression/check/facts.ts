// SPDX-License-Identifier: Apache-2.0
import { NO_FACTS, type Facts, type Scope } from '../scope.ts';
import type { Typed } from '../typed.ts';

export interface Outcomes {
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

const NOTHING: Outcomes = { whenTrue: NO_FACTS, whenFalse: NO_FACTS };

const union = (sets: readonly Facts[]): Facts => new Set(sets.flatMap((set) => [...set]));
const intersection = ([first, ...rest]: readonly Facts[]): Facts =>
  new Set([...(first ?? [])].filter((fact) => rest.every((set) => set.has(fact))));

/** What is known to be there after `typed` was true, and after it was false: what makes `has(a.b) && a.b == 1` safe. */
export function outcomesOf(typed: Typed, scope: Scope): Outcomes {
  if (typed.kind === 'variable') return scope.variables.get(typed.name) ?? NOTHING;
  if (typed.kind === 'select')
    return typed.test && typed.key !== undefined
      ? { whenTrue: new Set([typed.key, rootOf(typed.key)]), whenFalse: NO_FACTS }
      : NOTHING;
  if (typed.kind !== 'apply') return NOTHING;
  const { op, args } = typed;
  switch (op) {
    case 'not': {
      const { whenTrue, whenFalse } = args[0] ? outcomesOf(args[0], scope) : NOTHING;
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    case 'and':
    case 'or': {
      const parts = args.map((arg) => outcomesOf(arg, scope));
      const [trues, falses] = [parts.map((part) => part.whenTrue), parts.map((part) => part.whenFalse)];
      return op === 'and'
        ? { whenTrue: union(trues), whenFalse: intersection(falses) }
        : { whenTrue: intersection(trues), whenFalse: union(falses) };
    }
    default:
      return NOTHING;
  }
}

export const both = (known: Facts, more: Facts): Facts => (more.size === 0 ? known : union([known, more]));

/** The input a name begins with: `has(actor.id)` holds only where there is an `actor`. */
const rootOf = (key: string): string => key.split(/[.[]/, 1)[0] ?? key;
