// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** An attribute of the request that no event of the target tells: it is always absent there. */
export const checkTold: TargetCheck = ({ rule, node, reads }, { neverTold, name: target }, report) => {
  for (const [name, path] of neverTold ?? []) {
    if (!reads.some((read) => path.every((step, i) => read[i] === step))) continue;
    report(
      'never-told',
      node.id.span,
      `no event of \`${target}\` tells \`${name}\`: where \`${rule.id}\` reads it, it is absent`,
      'read it from a source, or say with `applies` what the policy is about',
    );
  }
};
