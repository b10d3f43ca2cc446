// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';
import { lineIndex, positionOf } from '../diagnostics/line-index.ts';
import type { Expression } from '../document/policy-document.ts';
import type { Project } from '../document/project.ts';
import type { Range } from '../expression/ast.ts';
import type { RuleDraft } from './draft.ts';
import { spanOf } from './locate.ts';

/** An expression as it was written, and where: line and column from 1. */
export interface SourceText {
  readonly text: string;
  readonly at: readonly [line: number, column: number];
}

/** What an explanation shows of a table's rules; no part of the table, nor of its digest. */
export interface PolicySource {
  /** By the index of the rule: its conjuncts in the order of `when`, and its value. */
  readonly rules: readonly { readonly conjuncts: readonly SourceText[]; readonly value?: SourceText }[];
  /** By the index of the slot: its name in expressions, such as `iga.roles`. */
  readonly slots: readonly string[];
}

/** The texts behind a table. */
export function sourceOf(
  project: Project,
  drafts: readonly RuleDraft[],
  slots: DecisionTable['slots'],
  slotNames: ReadonlyMap<string, string>,
): PolicySource {
  const lines = new Map([...project.files].map(([file, text]) => [file, lineIndex(text)]));
  const textOf = (expression: Expression, range: Range): SourceText => {
    const span = spanOf(expression, range);
    const index = lines.get(span.file);
    const { line, column } = index ? positionOf(index, span.start) : { line: 1, column: 1 };
    return { text: expression.text.slice(range.start, range.end).replace(/\s+/g, ' '), at: [line, column] };
  };
  return {
    rules: drafts.map(({ conjuncts, value }) => ({
      conjuncts: conjuncts.map(({ expression, typed }) => textOf(expression, typed)),
      ...(value && { value: textOf(value.expression, { start: 0, end: value.expression.text.length }) }),
    })),
    slots: slots.map(({ root, path }) => slotNames.get(slotKey(root, path)) ?? path.join('.')),
  };
}

/** How a slot is looked up by its place. */
export const slotKey = (root: string, path: readonly string[]): string => JSON.stringify([root, ...path]);
