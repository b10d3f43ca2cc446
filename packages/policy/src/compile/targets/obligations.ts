// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** A requirement the target cannot start: what it is about is granted only to those who meet it already. */
export const checkObligations: TargetCheck = (
  { section, name, rule, node },
  { capabilities, neverMet, name: target },
  report,
) => {
  const consent = node.consent && { value: { type: 'consent' }, span: node.consent.span };
  for (const requirement of node.require ?? (consent ? [consent] : [])) {
    const { type } = requirement.value;
    if (capabilities.obligations.includes(type)) continue;
    const consequence = section === 'gates' ? 'the token is refused' : `\`${name}\` is withheld`;
    const why = neverMet?.get(type);
    const message =
      why === undefined
        ? `\`${target}\` cannot start \`${type}\`: where \`${rule.id}\` asks for it and it is not met already, ${consequence}`
        : `\`${target}\` cannot start \`${type}\`, and nobody meets it there, because ${why}: where \`${rule.id}\` asks for it, ${consequence}`;
    report('unenforceable-obligation', requirement.span, message);
  }
};
