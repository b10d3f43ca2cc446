// SPDX-License-Identifier: Apache-2.0
import type { Type } from '../types.ts';

/**
 * One overload of a function or operator of CEL: which types it takes, what it yields, and the operator of the decision table that computes it.
 * `receiver` functions are called on their first parameter: `text.startsWith(part)`. `id` is the overload's name in the CEL specification and
 * cel-go, where it has one.
 */
export interface Declaration {
  readonly name: string;
  readonly receiver?: true;
  readonly id: string;
  readonly params: readonly Type[];
  readonly result: Type;
  readonly op: string;
  /** Its operator has to tell ints from doubles: operands are given to it as values of unknown type. */
  readonly wide?: true;
  /** Not of the specification's standard environment: numbers of different types compared, or a function of ours. */
  readonly extension?: true;
}

/** An overload that is called with all of its parameters: `math.ceil(x)`. */
export const call = (name: string, id: string, op: string, params: readonly Type[], result: Type): Declaration => ({
  name,
  id,
  params,
  result,
  op,
});

/** An overload that is called on its first parameter. */
export const method = (...parts: Parameters<typeof call>): Declaration => ({ ...call(...parts), receiver: true });

/** The overloads as those of a library that is not of cel-go. */
export const ofOurs = (declarations: readonly Declaration[]): readonly Declaration[] =>
  declarations.map((declaration) => ({ ...declaration, extension: true }));
