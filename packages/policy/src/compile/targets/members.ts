// SPDX-License-Identifier: Apache-2.0
import type { TargetCheck } from './target.ts';

/** Groups or roles, where the target cannot take one away: a token that loses one would be refused as a whole. */
export const checkMembers: TargetCheck = ({ section, node }, { capabilities, name: target }, report) => {
  if ((section !== 'groups' && section !== 'roles') || capabilities[section]) return;
  report(
    'unenforceable',
    node.id.span,
    `\`${target}\` cannot take ${section} out of a token`,
    'decide it in a gate: the token as a whole can be refused',
  );
};
