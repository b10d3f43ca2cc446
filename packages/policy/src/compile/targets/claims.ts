// SPDX-License-Identifier: Apache-2.0
import { tokensOf, type TargetCheck } from './target.ts';

/**
 * A claim, in each token the rule names. A rule that names none is about every token that can carry the claim; it is refused when there is none.
 * A claim that cannot be removed would stay, so a removal has to be possible in every token.
 */
export const checkClaim: TargetCheck = (placed, target, report) => {
  const { section, rule, node, name } = placed;
  if (section !== 'claims') return;
  const { capabilities } = target;
  const tokens = tokensOf(placed, target);
  const reserved = tokens.filter((token) => capabilities.isReservedClaim(name, token));
  if (reserved.length > 0) {
    report(
      'reserved-claim',
      node.id.span,
      `\`${target.name}\` lets no policy touch the claim \`${name}\` of the ${reserved.join(' and the ')}`,
      target.claimAdvice?.(name) ??
        (/groups$|roles$/.test(name)
          ? 'groups and roles are decided one by one in the sections `groups` and `roles`'
          : 'use a claim of your own'),
    );
    return;
  }
  const refused =
    rule.effect === 'remove' ? [] : tokens.filter((token) => target.refusesClaim?.(name, token) !== undefined);
  const [first] = refused;
  if (first !== undefined && (rule.tokens !== undefined || refused.length === tokens.length)) {
    const why = target.refusesClaim?.(name, first);
    report('unenforceable', node.id.span, `\`${target.name}\` cannot put \`${name}\` into the ${first}: ${why}`);
    return;
  }
  const can = tokens.filter((token) => {
    if (refused.includes(token)) return false;
    const capability = capabilities.claims[token];
    if (rule.effect === 'remove') return capability?.remove === true;
    return capability?.set === 'json' || (capability?.set === 'string' && placed.hasStringValue);
  });
  const cannot = tokens.filter((token) => !can.includes(token));
  const isFine = cannot.length === 0 || (can.length > 0 && !rule.tokens && rule.effect === 'set');
  // a token the target lets nobody shape has no claims a general rule could be about
  if (isFine || (!rule.tokens && can.length > 0 && cannot.every((token) => capabilities.claims[token] === undefined)))
    return;
  const onlyStrings = rule.effect === 'set' && cannot.every((token) => capabilities.claims[token]?.set === 'string');
  const what =
    rule.effect === 'remove'
      ? 'remove a claim from'
      : onlyStrings
        ? 'put anything but a string into'
        : 'put a claim into';
  report(
    'unenforceable',
    node.id.span,
    `\`${target.name}\` cannot ${what} the ${cannot.join(' and the ')}`,
    helpFor(can),
  );
};

function helpFor(can: readonly string[]): string | undefined {
  return can.length === 0 ? undefined : `say which tokens it is about: \`tokens: [${can.join(', ')}]\``;
}
