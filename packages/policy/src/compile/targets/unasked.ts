// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** A token the rule names and the target issues without asking: the rule would be passed over in silence. */
export const checkUnasked: TargetCheck = ({ rule, node }, { unasked = [], name: target }, report) => {
  for (const token of unasked.filter((name) => rule.tokens?.includes(name)))
    report('unenforceable', node.id.span, `\`${target}\` issues the ${token} without asking: no rule shapes it`);
};
