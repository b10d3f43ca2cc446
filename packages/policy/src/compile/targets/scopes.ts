// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** A scope, where the target cannot take one away: a request for a scope that is withheld would be refused as a whole. */
export const checkScope: TargetCheck = ({ section, node, name }, { capabilities, name: target }, report) => {
  if (section !== 'scopes' || capabilities.scopes === 'remove') return;
  report(
    'unenforceable',
    node.id.span,
    `\`${target}\` cannot take the scope \`${name}\` out of a token`,
    'decide it in a gate: the token as a whole can be refused',
  );
};
