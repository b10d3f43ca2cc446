// SPDX-License-Identifier: Apache-2.0
import type { Ir } from '@assay/core/pdp';

/** How many operations are nested in `ir`; a variable counts as what it stands for. */
export function depthOf(ir: Ir, variableDepth: (variable: number) => number): number {
  const [op, ...operands] = ir;
  const [index] = operands;
  if (op === 'var' && typeof index === 'number') return 1 + variableDepth(index);
  // sound: an operand that is a list is an expression
  return (
    1 + Math.max(0, ...operands.map((operand) => (Array.isArray(operand) ? depthOf(operand as Ir, variableDepth) : 0)))
  );
}
