// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../ast.ts';
import type { Report } from '../finding.ts';
import type { Inference } from './infer.ts';
import type { Facts, Scope } from '../scope.ts';
import type { Local, Typed } from '../typed.ts';
import type { Type } from '../types.ts';

/** What the check of a part needs from its surroundings. */
export interface Env {
  readonly scope: Scope;
  readonly facts: Facts;
  /** What macros around this part bind, by name. */
  readonly locals: ReadonlyMap<string, BoundLocal>;
  /** How many locals are bound around this part, hidden ones included. */
  readonly depth: number;
  readonly infer: Inference;
  readonly report: Report;
  /** Checks a part as a value. */
  readonly check: (node: Ast, env: Env) => Typed;
  /** Checks a part whose member is about to be read: a place for values, such as `subject`, is fine here. */
  readonly operand: (node: Ast, env: Env) => Typed;
}

export interface BoundLocal extends Local {
  readonly type: Type;
}

/** Stands for a part that was reported. */
export function errorAt({ start, end }: { readonly start: number; readonly end: number }): Typed {
  return { kind: 'error', type: { kind: 'error' }, start, end };
}
