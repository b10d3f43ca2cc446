// SPDX-License-Identifier: Apache-2.0
import type { Type } from '../types.ts';

/**
 * One overload of a function or operator of CEL: which types it takes, what it yields, and the operator of the decision table that computes it.
 * `receiver` functions are called on their first parameter: `text.startsWith(part)`.
 */
export interface Declaration {
  readonly name: string;
  readonly receiver?: true;
  readonly params: readonly Type[];
  readonly result: Type;
  readonly op: string;
}
