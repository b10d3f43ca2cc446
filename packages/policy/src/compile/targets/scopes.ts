// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** A scope no token of the target has; and one the target cannot take away: a token that would have to lose it is refused as a whole, or it goes unchecked. */
export const checkScope: TargetCheck = ({ section, node, name }, target, report) => {
  const { capabilities, tokens, refusesScope, hasUncheckedScopes } = target;
  // scopes are what access tokens have; an assertion has none, and nobody asks for any
  if (section !== 'scopes' || !tokens.includes('access_token')) return;
  const refused = refusesScope?.(name);
  if (refused !== undefined) {
    report('unenforceable', node.id.span, `no token of \`${target.name}\` has the scope \`${name}\`: ${refused}`);
    return;
  }
  // that nothing is told of scopes is said of the target itself
  if (capabilities.scopes === 'remove' || capabilities.hasUnseenScopes) return;
  report(
    'scope-not-removable',
    node.id.span,
    hasUncheckedScopes === true
      ? `\`${target.name}\` is not told the scopes: \`${name}\` goes unchecked there`
      : `\`${target.name}\` cannot take the scope \`${name}\` out of a token: a request for it is refused as a whole where it would be withheld`,
  );
};
