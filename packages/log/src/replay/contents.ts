// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, type DecisionRecord } from '@assay/core/log';
import type { AuthorizationDetail, Json, JsonObject, TokenType } from '@assay/core/model';

/** What the tokens of a decision hold. */
export interface Contents {
  readonly isPermitted: boolean;
  readonly mode: DecisionRecord['mode'];
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly details: readonly AuthorizationDetail[];
  readonly tokens: readonly TokenContents[];
  /** What had to be done first, by type and what it is about. */
  readonly obligations: readonly string[];
}

export interface TokenContents {
  readonly token: TokenType;
  readonly claims: JsonObject;
  /** Absent where neither policy nor the identity provider's configuration tells. */
  readonly lifetimeSeconds?: number;
}

/** What a record says was decided, whether or not it was carried out. */
export function contentsOf(record: DecisionRecord): Contents {
  const { outcome, mode, granted, baseline, obligations } = record;
  if (outcome === 'deny' || granted === undefined) return { ...NOTHING, mode };
  return {
    isPermitted: true,
    mode,
    scopes: granted.scopes.map(({ scope }) => scope),
    audiences: granted.audiences,
    groups: granted.groups ?? baseline?.groups ?? [],
    roles: granted.roles ?? baseline?.roles ?? [],
    details: granted.authorizationDetails,
    tokens: tokensOf(record),
    obligations: obligations.map(({ type, properties, about }) => `${type} ${canonicalJson({ about, properties })}`),
  };
}

/** What the tokens held that were issued then: of a decision that was only observed, what the identity provider would have issued without it. */
export function heldOf(record: DecisionRecord): Contents {
  const { effect, mode, baseline } = record;
  if (effect === 'refused') return { ...NOTHING, mode };
  if (effect === 'issued_as_decided' || baseline === undefined) return contentsOf(record);
  return {
    isPermitted: true,
    mode,
    scopes: baseline.scopes,
    audiences: baseline.audiences,
    groups: baseline.groups,
    roles: baseline.roles,
    details: baseline.authorizationDetails,
    tokens: tokensOf({ ...record, granted: undefined }),
    obligations: [],
  };
}

const NOTHING = {
  isPermitted: false,
  scopes: [],
  audiences: [],
  groups: [],
  roles: [],
  details: [],
  tokens: [],
  obligations: [],
} as const;

type OfTokens = { readonly [M in 'asked' | 'baseline' | 'granted']?: DecisionRecord[M] | undefined };

/** What each token holds that was asked for: the baseline's claims with the changes made, and how long it lives. */
function tokensOf({ asked, baseline, granted }: OfTokens): readonly TokenContents[] {
  return (asked?.tokens ?? []).map((token) => {
    const changes = granted?.tokens.find((of) => of.token === token);
    const claims = new Map<string, Json>(Object.entries(baseline?.claims[token] ?? {}));
    for (const change of changes?.claims ?? []) {
      if (change.action === 'set') claims.set(change.claim, change.value);
      else claims.delete(change.claim);
    }
    const own = baseline?.lifetimes[token];
    const limit = changes?.lifetime?.seconds;
    const lifetimeSeconds = limit !== undefined && own !== undefined ? Math.min(limit, own) : (limit ?? own);
    return {
      token,
      claims: Object.fromEntries(claims),
      ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    };
  });
}
