// SPDX-License-Identifier: Apache-2.0
import type { DynamicScope, ScopeVariableType } from '@assay/core/pdp';

/**
 * The more specific pattern first, which is the one that decides where two match: the longer literal beginning, which is how the run time finds
 * patterns; then more literal characters; then, variable by variable, the narrower type; then by text, in UTF-16 units so that no locale decides.
 */
export function bySpecificity(a: Omit<DynamicScope, 'rules'>, b: Omit<DynamicScope, 'rules'>): number {
  const difference = beginningLength(b) - beginningLength(a) || literalLength(b) - literalLength(a) || byTypes(a, b);
  return difference !== 0 ? difference : a.pattern < b.pattern ? -1 : 1;
}

type Parts = Pick<DynamicScope, 'parts' | 'types'>;

const beginningLength = ({ parts }: Parts): number => parts[0]?.length ?? 0;

const literalLength = ({ parts }: Parts): number =>
  parts.reduce((sum, part, index) => sum + (index % 2 === 0 ? part.length : 0), 0);

function byTypes(a: Parts, b: Parts): number {
  for (let i = 0; i < Math.min(a.parts.length, b.parts.length) >> 1; i++) {
    const difference = breadth(a.types?.[i]) - breadth(b.types?.[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How much a variable may be, roughly: fewer values, then the named types (no text is of two of them), then any text. */
function breadth(type: ScopeVariableType | null | undefined): number {
  if (type === null || type === undefined) return Number.MAX_SAFE_INTEGER;
  return typeof type === 'string' ? Number.MAX_SAFE_INTEGER - 1 : type.length;
}
