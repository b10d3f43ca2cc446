// SPDX-License-Identifier: Apache-2.0

/**
 * What one expression may cost. `length` is in UTF-16 units; `depth` of brackets and conditionals, as written; `treeDepth` of operations,
 * which a chain such as `a + b + c` nests as well; `nodes` the parts as written, before macros are expanded.
 */
export interface Limits {
  readonly length: number;
  readonly depth: number;
  readonly treeDepth: number;
  readonly nodes: number;
}

/**
 * Above what the specification asks every implementation to take (24 to 32 repetitions, 12 levels), and low enough that no stage that walks the
 * tree comes near the end of the stack.
 */
export const EXPRESSION_LIMITS: Limits = { length: 4096, depth: 32, treeDepth: 64, nodes: 2000 };
