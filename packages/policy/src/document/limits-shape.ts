// SPDX-License-Identifier: Apache-2.0
import { quote } from '../diagnostics/quote.ts';
import type { LimitNode } from './policy-document.ts';
import { refine, type Shape } from './shape.ts';
import { mapOf, type KeyRule } from './shape-collections.ts';
import { expression } from './shapes.ts';

const PATH = /^[^.\s]+(?:\.[^.\s]+){0,7}$/;
/** Decided by cell, or what an element is. */
const NOT_LIMITED = ['type', 'locations', 'actions', 'datatypes'];

const memberPath: KeyRule = {
  schema: { pattern: '^[^.\\s]+(\\.[^.\\s]+){0,7}$', not: { pattern: '^(type|locations|actions|datatypes)(\\.|$)' } },
  check: ({ value, span }, report) => {
    const [first = ''] = value.split('.');
    const isPath = PATH.test(value);
    if (isPath && !NOT_LIMITED.includes(first)) return true;
    report(
      'invalid-value',
      span,
      isPath ? `${quote(first)} cannot be limited` : `expected a member, and found ${quote(value)}`,
      isPath
        ? 'what an element is about is decided by cell: `deny: cell.action == "..."`'
        : 'a member is named by its path: `instructedAmount.amount`',
    );
    return false;
  },
};

/** What stands under `limit`: an expression by member. */
export const limits: Shape<readonly LimitNode[]> = refine(
  mapOf(memberPath, expression, 'expressions by member'),
  { minProperties: 1 },
  (entries) => entries.map(({ key, value }) => ({ member: key, expression: value })),
);
