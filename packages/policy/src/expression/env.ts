// SPDX-License-Identifier: Apache-2.0
import type { Ast } from './ast.ts';
import type { Report } from './finding.ts';
import type { Facts, Scope } from './scope.ts';
import type { Typed } from './typed.ts';

/** What the check of a part needs from its surroundings. */
export interface Env {
  readonly scope: Scope;
  readonly facts: Facts;
  readonly report: Report;
  /** Checks a part as a value. */
  readonly check: (node: Ast, env: Env) => Typed;
  /** Checks a part whose member is about to be read: a place for values, such as `subject`, is fine here. */
  readonly operand: (node: Ast, env: Env) => Typed;
}

/** A call whose arguments are not simply evaluated, in the order of CEL: `has(a.b)`. */
export interface Macro {
  readonly name: string;
  readonly receiver: boolean;
  readonly check: (call: Extract<Ast, { kind: 'call' }>, env: Env) => Typed;
}

/** Stands for a part that was reported. */
export function errorAt({ start, end }: Ast): Typed {
  return { kind: 'error', type: { kind: 'error' }, start, end };
}
