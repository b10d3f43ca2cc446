// SPDX-License-Identifier: Apache-2.0
import type { Typed } from '../typed.ts';
import { withParts } from '../typed.ts';
import type { Type } from '../types.ts';

/** The expression with every type that was left open put in. */
export function settle(typed: Typed, settled: (type: Type) => Type): Typed {
  const inner = withParts(typed, (part) => settle(part, settled));
  const type = settled(inner.type);
  if (inner.kind === 'select') return { ...inner, type, of: settled(inner.of) };
  return inner.kind === 'apply' ? { ...inner, type, params: inner.params.map(settled) } : { ...inner, type };
}
