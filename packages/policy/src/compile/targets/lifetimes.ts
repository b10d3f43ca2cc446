// SPDX-License-Identifier: Apache-2.0
import { tokensOf, type TargetCheck } from './target.ts';

/** A limit on a lifetime, where the target cannot set it: fine when its tokens live no longer anyway, else every such token would be refused. */
export const checkLifetime: TargetCheck = (placed, target, report) => {
  const { rule, node, section } = placed;
  const limit = rule.lifetime;
  if (limit === undefined) return;
  // beside a permit, it is about the token that holds what is permitted
  const isOfAccess = section === 'scopes' || section === 'details';
  const tokens = isOfAccess ? target.tokens.filter((token) => token === 'access_token') : tokensOf(placed, target);
  const { span } = node.max ?? node.lifetime ?? node;
  for (const token of tokens.filter((candidate) => !target.capabilities.lifetime.includes(candidate))) {
    const lifetime = target.lifetimes?.[token];
    if (lifetime === undefined) {
      const message = `\`${target.name}\` cannot shorten the ${token}, and how long it lives is not declared: under this rule it would be refused`;
      const help = target.lifetimeAdvice?.(token) ?? `declare the lifetime of the ${token} under \`targets\``;
      report('unknown-lifetime', span, message, help);
    } else if (lifetime > limit) {
      const message = `\`${target.name}\` cannot shorten the ${token}: it lives ${lifetime} seconds, the rule \`${rule.id}\` allows ${limit}`;
      const help = target.lifetimeAdvice?.(token) ?? 'shorten it at the identity provider, or allow as much here';
      report('unenforceable', span, message, help);
    }
  }
};
