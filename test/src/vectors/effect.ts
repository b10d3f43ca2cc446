// SPDX-License-Identifier: Apache-2.0
import type { Enforced } from '@assay/core/pep';
import type { IssuanceRequest, JsonObject, PermitDecision, TokenType } from '@assay/core/model';

/** What a token is like after a platform did as it was told, as far as policy speaks of it. */
export interface Issued {
  readonly outcome: 'issued';
  /** Sorted: no platform keeps their order. */
  readonly scopes: readonly string[];
  /** What is set in each token beyond what would be there. */
  readonly claims: { readonly [T in TokenType]?: JsonObject };
  /** What is taken out of each token of what would be there. */
  readonly removed: { readonly [T in TokenType]?: readonly string[] };
  /** Undefined where the platform knows none. */
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  /** Seconds from now. */
  readonly lifetimes: { readonly [T in TokenType]?: number };
}

/** What comes of an attempt: tokens, a refusal with what the client is told, or something the user has to do first. */
export type Effect = Issued | { readonly outcome: 'refused'; readonly message: string } | { readonly outcome: 'asked' };

/** The effect a decision of the core has to have. `told` is what the client may see of a refusal, given its code and the id of the record. */
export function effectOf(
  { decision, record }: Enforced<unknown>,
  request: IssuanceRequest,
  told: (error: string) => string,
): Effect {
  if (record.effect === 'refused' && decision.outcome === 'deny')
    return { outcome: 'refused', message: told(decision.error) };
  if (record.effect !== 'issued_as_decided' || decision.outcome !== 'permit') return unchanged(request);
  if (record.obligations.some(({ met, about }) => !met && isKept(about, decision))) return { outcome: 'asked' };
  const { tokens, scopes, groups, roles } = decision;
  const { baseline } = request;
  const of = <T>(make: (token: TokenType) => T | undefined): { readonly [K in TokenType]?: T } =>
    Object.fromEntries(
      request.tokens.flatMap((token) => {
        const made = make(token);
        return made === undefined ? [] : [[token, made]];
      }),
    );
  return {
    outcome: 'issued',
    scopes: scopes.granted.map(({ scope }) => scope).toSorted(),
    claims: of((token) => setIn(tokens[token]?.claims ?? [])),
    removed: of((token) => removedFrom(tokens[token]?.claims ?? [], baseline.claims[token] ?? {})),
    groups: groups ?? baseline.groups,
    roles: roles ?? baseline.roles,
    lifetimes: of((token) => tokens[token]?.lifetime?.seconds),
  };
}

function unchanged({ scopes, baseline: { groups, roles } }: IssuanceRequest): Issued {
  return { outcome: 'issued', scopes: scopes.toSorted(), claims: {}, removed: {}, groups, roles, lifetimes: {} };
}

type Changes = NonNullable<PermitDecision['tokens']['access_token']>['claims'];

function setIn(changes: Changes): JsonObject | undefined {
  const set = changes.flatMap((change) => (change.action === 'set' ? [[change.claim, change.value] as const] : []));
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

function removedFrom(changes: Changes, baseline: JsonObject): readonly string[] | undefined {
  const gone = changes.flatMap(({ action, claim }) =>
    action === 'remove' && Object.hasOwn(baseline, claim) ? [claim] : [],
  );
  return gone.length === 0 ? undefined : gone.toSorted();
}

const isKept = (about: object, { scopes }: PermitDecision): boolean =>
  !('scope' in about) || scopes.granted.some(({ scope }) => scope === about.scope);
