// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** A scope no token of the target has; and one the target cannot take away: a request for a scope that is withheld would be refused as a whole. */
export const checkScope: TargetCheck = (
  { section, node, name },
  { capabilities, tokens, refusesScope, name: target },
  report,
) => {
  // scopes are what access tokens have; an assertion has none, and nobody asks for any
  if (section !== 'scopes' || !tokens.includes('access_token')) return;
  const refused = refusesScope?.(name);
  if (refused !== undefined)
    report('unenforceable', node.id.span, `no token of \`${target}\` has the scope \`${name}\`: ${refused}`);
  else if (capabilities.scopes !== 'remove')
    report(
      'unenforceable',
      node.id.span,
      `\`${target}\` cannot take the scope \`${name}\` out of a token`,
      'decide it in a gate: the token as a whole can be refused',
    );
};
