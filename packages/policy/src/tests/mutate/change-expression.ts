// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { Ir } from '@assay/core/pdp';
import { macroChanges } from './change-macro.ts';
import type { Growth } from './growth.ts';
import type { MutationName } from './mutant.ts';

/** An expression changed in one place. */
export interface ChangedExpression {
  readonly mutation: MutationName;
  readonly change: string;
  readonly ir: Ir;
  /** The values it is about. */
  readonly hints?: readonly Json[];
}

/** A string no policy has: an item that is one more. */
export const NOBODY = 'nobody-else';

/** Every way to change one place of an expression. Operators it does not know are looked into, and left as they are. */
export function changesOf(ir: Ir, pools: Growth): readonly ChangedExpression[] {
  if (ir[0] === 'fold') return macroChanges(ir, (part) => changesOf(part, pools));
  const below = ir.flatMap((operand, i) =>
    i > 0 && isIr(operand)
      ? changesOf(operand, pools).map((changed): ChangedExpression => ({
          ...changed,
          // sound: a place of an operand, never that of the operator
          ir: ir.map((other, j) => (j === i ? changed.ir : other)) as unknown as Ir,
        }))
      : [],
  );
  return [...changesHere(ir, pools), ...below];
}

/** Whether an operand is an expression. */
export function isIr(operand: unknown): operand is Ir {
  return Array.isArray(operand) && typeof operand[0] === 'string';
}

/** The operators of literal numbers. */
export const NUMBERS: ReadonlySet<string> = new Set(['num', 'int', 'uint', 'double']);

function changesHere(ir: Ir, pools: Growth): readonly ChangedExpression[] {
  const [op, first, ...rest] = ir;
  if (NUMBERS.has(op) && typeof first === 'number')
    return [1, -1].map((step) => ({
      mutation: 'move-threshold',
      change: `${first} becomes ${first + step}`,
      ir: [op, first + step],
      hints: [first - 1, first, first + 1, first + 2 * step],
    }));
  if (op === 'or')
    return [{ mutation: 'or-to-and', change: '`||` becomes `&&`', ir: ['and', first ?? ['null'], ...rest] }];
  if (op === 'and')
    return [{ mutation: 'and-to-or', change: '`&&` becomes `||`', ir: ['or', first ?? ['null'], ...rest] }];
  if (op === 'list' && typeof first === 'number') return listChanges(pools.items(first), pools);
  return op === 'make_list' ? makeListChanges(ir) : [];
}

/** A list of strings is one of the table's, which other rules may share: the changed one is added. */
function listChanges(items: readonly number[], pools: Growth): readonly ChangedExpression[] {
  // an empty list is not written: a rule about nobody is left out
  const dropped = items.length < 2 ? [] : items;
  return [
    ...dropped.map((item, i): ChangedExpression => ({
      mutation: 'drop-list-item',
      change: `the list loses \`${pools.textAt(item)}\``,
      ir: ['list', pools.list(items.toSpliced(i, 1))],
      hints: [pools.textAt(item)],
    })),
    {
      mutation: 'add-list-item',
      change: `the list gains \`${NOBODY}\``,
      ir: ['list', pools.list([...items, pools.text(NOBODY)])],
      hints: [NOBODY],
    },
  ];
}

function makeListChanges([op, ...items]: Ir): readonly ChangedExpression[] {
  if (items.length < 2) return [];
  const shown = (item: unknown): string => (isIr(item) && NUMBERS.has(item[0]) ? `\`${String(item[1])}\`` : 'an item');
  return items.map((item, i) => ({
    mutation: 'drop-list-item',
    change: `the list loses ${shown(item)}`,
    ir: [op, ...items.toSpliced(i, 1)],
    ...(isIr(item) && typeof item[1] === 'number' && { hints: [item[1]] }),
  }));
}
