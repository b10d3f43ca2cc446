// SPDX-License-Identifier: Apache-2.0
import { FAMILIES } from '@assay/core/pdp';
import { lengthOf, type Lengths } from './length.ts';
import type { Apply, Typed } from '../typed.ts';
import type { Type } from '../types.ts';

const WEIGHTS: ReadonlyMap<string, number> = new Map(
  Object.values(FAMILIES).flatMap((family) =>
    [...family].map(([name, op]) => [name, 'weight' in op ? op.weight : 0] as const),
  ),
);

/** What the run time charges for an item of a list that a value is looked for in. */
const LOOKS: Partial<Readonly<Record<Type['kind'], number>>> = {
  string: 1 / 16,
  int: 1 / 4,
  double: 1 / 4,
  bool: 2,
};

/** What a call is charged at most, apart from its operands: the heaviest of its overloads. */
export function weightOf({ overloads, args }: Apply, lengths: Lengths): number {
  return Math.max(0, ...overloads.map(({ op }) => chargeOf(op, args, lengths)));
}

function chargeOf(op: string, args: readonly Typed[], lengths: Lengths): number {
  const items = args.map((arg) => (arg.type.kind === 'list' ? lengthOf(arg, lengths) : 0));
  const all = items.reduce((sum, length) => sum + length, 0);
  if (op === 'in_list')
    return args[1]?.kind === 'list' ? 0 : Math.ceil(all * (LOOKS[args[0]?.type.kind ?? 'dyn'] ?? 3));
  if (op === 'eq' || op === 'ne') return Math.min(...items) * 3;
  return Math.ceil((WEIGHTS.get(op) ?? 0) * (1 + all / 4));
}
