// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';
import type { Report } from '../diagnostics/report.ts';
import type { RuleDraft } from './draft.ts';

/** The run time refuses a table whose expressions, variables included, are nested deeper than 128. */
const MAX_DEPTH = 100;
/** The run time's trace has room for as many. */
const MAX_CONJUNCTS = 256;

/** Reports rules the run time would refuse: nested too deep once the variables they read are put in, or of too many conjuncts. */
export function reportLimits(
  { rules }: DecisionTable,
  drafts: readonly RuleDraft[],
  depth: (expr: number) => number,
  report: Report,
): void {
  rules.forEach((rule, index) => {
    const draft = drafts[index];
    if (draft && rule.when.length > MAX_CONJUNCTS) {
      const message = `a rule has at most ${MAX_CONJUNCTS} conditions joined by \`&&\`, \`${rule.id}\` has ${rule.when.length}`;
      report('limit-exceeded', draft.node.id.span, message, 'name several of them as one variable');
    }
    const values = [...(rule.value === undefined ? [] : [rule.value]), ...(rule.limit ?? []).map(({ value }) => value)];
    const exprs = [...rule.when, ...values];
    if (!draft || exprs.every((expr) => depth(expr) <= MAX_DEPTH)) return;
    const message = `the conditions of the rule \`${rule.id}\` and the variables they read are nested deeper than ${MAX_DEPTH} operations`;
    report('limit-exceeded', draft.node.id.span, message, 'define fewer variables by other variables');
  });
}
