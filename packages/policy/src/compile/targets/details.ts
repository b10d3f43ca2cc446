// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** Authorization details (RFC 9396), where the target has none: a rule about them would never be asked, and a client would believe it was. */
export const checkDetail: TargetCheck = ({ section, node, name }, { capabilities, tokens, name: target }, report) => {
  if (section !== 'details' || capabilities.authorizationDetails || !tokens.includes('access_token')) return;
  report(
    'unenforceable',
    node.id.span,
    `\`${target}\` has no authorization details, so no rule can decide \`${name}\` there`,
  );
};
