// SPDX-License-Identifier: Apache-2.0
import type { Shape } from './shape.ts';

/** What can be asked of a shape. A term is `facet=value`. */
export const FACETS = {
  kind: 'the kind of entry: `decision`, `loss`, `repeat`, `erasure`, `retention`',
  idp: 'the adapter: `auth0`, `cognito`',
  trigger: 'the trigger of the identity provider',
  client: 'the id of the client',
  subject_type: '`user`, `client` or `workload`',
  grant: 'the grant type',
  outcome: '`permit` or `deny`',
  effect: 'what the identity provider was told',
  mode: '`enforce` or `observe`',
  governed: '`true` or `false`',
  reason: 'the code of a refusal, of the token or of a scope',
  policy: 'the digest of the decision table',
  rule: 'a rule that decided something, as `policy/rule` or by its name',
  audience: 'what the token is for',
  scope: 'a scope that was granted or withheld',
  granted: 'a scope that was granted',
  withheld: 'a scope that was withheld',
  claim: 'a claim that was set, kept or removed',
  exception: 'a source whose stand-in decided',
} as const;
export type Facet = keyof typeof FACETS;

/** A facet's value, as it is looked up. */
export const termOf = (facet: Facet, value: string): string => `${facet}=${value}`;

/** Every term of a shape, each once. */
export function termsOf({ kind, decision }: Shape): readonly string[] {
  const terms = new Set([termOf('kind', kind)]);
  if (decision === undefined) return [...terms];
  const add = (facet: Facet, ...values: readonly (string | null)[]): void => {
    for (const value of values) if (value !== null) terms.add(termOf(facet, value));
  };
  add('idp', decision.idp);
  add('trigger', decision.trigger);
  add('client', decision.client);
  add('subject_type', decision.subjectType);
  add('grant', decision.grant);
  add('outcome', decision.outcome);
  add('effect', decision.effect);
  add('mode', decision.mode);
  add('governed', String(decision.governed));
  add('reason', decision.reason, ...decision.withheld.map(({ reason }) => reason));
  add('policy', decision.policy);
  add('audience', ...decision.targets);
  for (const { scope } of decision.granted) add('granted', scope);
  for (const { scope } of decision.withheld) add('withheld', scope);
  for (const { scope } of [...decision.granted, ...decision.withheld]) add('scope', scope);
  for (const { claim } of [...decision.claims, ...decision.withheldClaims]) add('claim', claim);
  for (const rule of decision.rules) add('rule', rule, rule.slice(rule.lastIndexOf('/') + 1));
  for (const exception of decision.exceptions) add('exception', exception, exception.slice(0, exception.indexOf(':')));
  return [...terms];
}
