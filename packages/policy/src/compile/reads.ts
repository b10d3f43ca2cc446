// SPDX-License-Identifier: Apache-2.0
import type { Ir, Variable } from '@assay/core/pdp';

/** What is known of expressions already in the table. */
export interface Known {
  /** By expression. */
  readonly reads: readonly (readonly number[])[];
  readonly variables: readonly Variable[];
}

/** The slots an expression reads, through variables too: sorted, each once. */
export function readsOf(ir: Ir, known: Known): readonly number[] {
  const reads = new Set<number>();
  collect(ir, known, reads);
  return [...reads].toSorted((a, b) => a - b);
}

function collect(ir: Ir, known: Known, reads: Set<number>): void {
  const [op, ...operands] = ir;
  const [index] = operands;
  if ((op === 'slot' || op === 'has' || op === 'has_any') && typeof index === 'number') reads.add(index);
  if (op === 'var' && typeof index === 'number') {
    for (const read of known.reads[known.variables[index]?.expr ?? -1] ?? []) reads.add(read);
  }
  for (const operand of operands) if (Array.isArray(operand)) collect(operand as Ir, known, reads); // sound: an operand that is a list is an expression
}
