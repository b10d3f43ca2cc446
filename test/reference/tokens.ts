// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange, LifetimeLimit, TokenChanges, TokenType } from '@assay/core/model';
import { toJson } from '@assay/core/testing';
import { evaluate } from './expression.ts';
import { holds, limitOf, rulesAt, tightest, type NamedRule } from './rules.ts';
import type { World } from './world.ts';

/** A refresh token outlives what it refreshes, and nobody reads its claims: a rule is about one only if it says so. */
const isAbout =
  (token: TokenType) =>
  ({ tokens = ['access_token', 'id_token', 'saml2'] }: NamedRule): boolean =>
    tokens.includes(token);

/** What happens to one token: its claims, and how long it may live. `fromDetails`: what authorization details allow an access token. */
export function decideToken(
  token: TokenType,
  targets: readonly string[],
  fromDetails: LifetimeLimit | undefined,
  world: World,
): TokenChanges {
  const lifetime = tightest([
    ...(token === 'access_token' ? [fromDetails] : []),
    ...targets.flatMap((audience) =>
      rulesAt(world.table.lifetime, audience, world)
        .filter(isAbout(token))
        .filter((rule) => holds(rule, { ...world, bound: { token, audience } }) !== 'no')
        .map(limitOf),
    ),
  ]);
  return { claims: decideClaims(token, targets, world), ...(lifetime && { lifetime }) };
}

/** One token carries a claim to every audience: it is decided once, where it is first spoken of, by the rules of all. */
function decideClaims(token: TokenType, targets: readonly string[], world: World): readonly ClaimChange[] {
  const about = (claim: string, audience: string): readonly NamedRule[] =>
    rulesAt(world.table.claims[claim] ?? [], audience, world).filter(isAbout(token));
  const spoken = new Map<string, string>();
  for (const audience of targets)
    for (const claim of Object.keys(world.table.claims))
      if (!spoken.has(claim) && about(claim, audience).length > 0) spoken.set(claim, audience);
  const changes = [...spoken].flatMap(([claim, audience]) => {
    const rules = targets.flatMap((target) => about(claim, target));
    const once = rules.filter(
      (rule, i) => rules.findIndex(({ ref }) => JSON.stringify(ref) === JSON.stringify(rule.ref)) === i,
    );
    return decideClaim(claim, once, { ...world, bound: { token, audience } });
  });
  if (world.table.governance.unlistedClaims === 'keep') return changes;
  const unlisted = Object.keys(world.request.baseline.claims[token] ?? {}).filter((claim) => !spoken.has(claim));
  return [...changes, ...unlisted.map((claim) => ({ action: 'remove', claim, rule: null }) as const)];
}

/** A removal that holds, or fails, beats all; else the first value whose condition holds; one that fails ends the search. */
function decideClaim(claim: string, rules: readonly NamedRule[], world: World): readonly ClaimChange[] {
  const removal = rules.find((rule) => rule.effect === 'remove' && holds(rule, world) !== 'no');
  if (removal) return [{ action: 'remove', claim, rule: removal.ref }];
  const setting = rules.find((rule) => rule.effect === 'set' && holds(rule, world) !== 'no');
  if (setting?.value === undefined || holds(setting, world) === 'error') return [];
  const value = toJson(evaluate(world.table.exprs[setting.value] ?? ['missing'], world));
  return value === undefined
    ? []
    : [{ action: 'set', claim, value, rule: setting.ref, sources: sourcesOf(setting.value, world) }];
}

/** The sources an expression reads. */
function sourcesOf(expression: number, { table }: World): readonly string[] {
  const names = (table.reads[expression] ?? []).flatMap((index) => {
    const slot = table.slots[index];
    return slot?.root === 'attribute' && slot.path[0] !== undefined ? [slot.path[0]] : [];
  });
  return [...new Set(names)];
}
