// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { didYouMean } from '../../diagnostics/near-match.ts';
import { quote, quoteList } from '../../diagnostics/quote.ts';
import type { TargetCheck } from './target.ts';

/** A requirement the target cannot start: what it is about is granted only to those who meet it already. */
export const checkObligations: TargetCheck = (
  { section, name, rule, node },
  { capabilities, neverMet, acrs, name: target },
  report,
) => {
  const consent = node.consent && { value: { type: 'consent' }, span: node.consent.span };
  for (const requirement of node.require ?? (consent ? [consent] : [])) {
    const { type } = requirement.value;
    const acr = type === 'step_up' ? own(own(requirement.value, 'properties'), 'acr') : undefined;
    if (capabilities.obligations.includes(type)) {
      if (typeof acr === 'string' && acrs?.includes(acr) === false)
        report(
          'unenforceable',
          requirement.span,
          `no factor of \`${target}\` leads to the acr ${quote(acr)}: where \`${rule.id}\` asks for it and it is not met already, the token is refused`,
          didYouMean(acr, acrs) ?? `the settings of the target know ${quoteList(acrs, 'and')}`,
        );
      continue;
    }
    const consequence = section === 'gates' ? 'the token is refused' : `\`${name}\` is withheld`;
    const why = neverMet?.get(type);
    const message =
      why === undefined
        ? `\`${target}\` cannot start \`${type}\`: where \`${rule.id}\` asks for it and it is not met already, ${consequence}`
        : `\`${target}\` cannot start \`${type}\`, and nobody meets it there, because ${why}: where \`${rule.id}\` asks for it, ${consequence}`;
    report('unenforceable-obligation', requirement.span, message);
  }
};
