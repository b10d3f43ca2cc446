// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import { own } from '@assay/core/model';
import { listOf, scopesOf, tokensOf, type Answer, type Claims } from './endpoints.ts';

/** What of an answer a record speaks of. */
export interface Said {
  /** Of the access token, and of the answer beside it where it has one. */
  readonly scopes: readonly string[];
  readonly answerScopes: readonly string[] | undefined;
  readonly audiences: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** The claims somebody could have changed, by token. */
  readonly claims: Readonly<Record<string, Claims>>;
  /** Seconds, by token. */
  readonly lifetimes: Readonly<Record<string, number>>;
}

const TOKENS = ['access_token', 'id_token'] as const;
/** The claims of the realm's mappers. */
const CLAIMS = ['team', 'cost_center', 'orders_limit', 'orders_reader', 'preferred_username'];
/** A scope that takes a claim with it. */
const BROUGHT: Readonly<Record<string, string>> = { orders_limit: 'orders:write', orders_reader: 'orders:read' };

/** What a record says is in the tokens. */
export function recorded(record: DecisionRecord, answer: Answer): Said {
  const { granted, baseline } = record;
  if (granted === undefined || baseline === undefined) throw new Error(`nothing was granted: ${record.reason?.admin}`);
  const scopes = granted.scopes.map(({ scope }) => scope).sort();
  const present = tokensOf(answer);
  const claims = TOKENS.filter((token) => present[token] !== undefined).map((token) => {
    const built = { ...baseline.claims[token] };
    for (const [claim, scope] of Object.entries(BROUGHT)) if (!scopes.includes(scope)) delete built[claim];
    for (const change of granted.tokens.find((each) => each.token === token)?.claims ?? [])
      if (change.action === 'set') built[change.claim] = change.value;
      else delete built[change.claim];
    return [token, pick(built)] as const;
  });
  const lifetimes = (['access_token', 'id_token', 'refresh_token'] as const)
    .filter((token) => present[token] !== undefined && baseline.lifetimes[token] !== undefined)
    .map((token) => [
      token,
      Math.min(
        baseline.lifetimes[token] ?? Infinity,
        granted.tokens.find((each) => each.token === token)?.lifetime?.seconds ?? Infinity,
      ),
    ]);
  return {
    scopes,
    answerScopes: 'scope' in answer.body ? scopes : undefined,
    audiences: granted.audiences.toSorted(),
    roles: (granted.roles ?? baseline.roles).toSorted(),
    groups: (granted.groups ?? baseline.groups).toSorted(),
    claims: Object.fromEntries(claims),
    lifetimes: Object.fromEntries(lifetimes) as Said['lifetimes'],
  };
}

/** The same, as it is in the tokens. A second that passed while a token was made is not counted. */
export function issued(answer: Answer, record: DecisionRecord): Said {
  const tokens = tokensOf(answer);
  const access = tokens.access_token;
  const expected = recorded(record, answer);
  return {
    scopes: scopesOf(access),
    answerScopes: 'scope' in answer.body ? scopesOf(answer.body) : undefined,
    audiences: listOf(access?.['aud']),
    roles: rolesOf(access),
    groups: listOf(access?.['groups']),
    claims: Object.fromEntries(
      TOKENS.flatMap((token) =>
        tokens[token] === undefined ? [] : [[token, only(namesIn(record, token), pick(tokens[token]))]],
      ),
    ),
    lifetimes: Object.fromEntries(
      Object.entries(expected.lifetimes).map(([token, seconds]) => {
        const { [token as keyof typeof tokens]: claims } = tokens; // sound: names of tokens
        const lives = Number(claims?.['exp']) - Number(claims?.['iat']);
        return [token, Math.abs(lives - seconds) <= 2 ? seconds : lives];
      }),
    ),
  };
}

/** The claims of a token a record tells of; undefined: all. An ID token is not always built before it is decided: then only what changes is known. */
function namesIn({ baseline, granted }: DecisionRecord, token: (typeof TOKENS)[number]): readonly string[] | undefined {
  if (Object.keys(baseline?.claims[token] ?? {}).length > 0) return undefined;
  return granted?.tokens.find((each) => each.token === token)?.claims.map(({ claim }) => claim) ?? [];
}

const only = (names: readonly string[] | undefined, claims: Claims): Claims =>
  names === undefined ? claims : Object.fromEntries(Object.entries(claims).filter(([name]) => names.includes(name)));

const pick = (claims: Claims): Claims =>
  Object.fromEntries(CLAIMS.flatMap((claim) => (claims[claim] === undefined ? [] : [[claim, claims[claim]]])));

/** As a policy names them. */
export function rolesOf(token: Claims | undefined): readonly string[] {
  const clients = own(token, 'resource_access') ?? {};
  return [
    ...listOf(own(own(token, 'realm_access'), 'roles')),
    ...Object.entries(clients).flatMap(([client, access]) =>
      listOf(own(access, 'roles')).map((role) => `${client}:${role}`),
    ),
  ].sort();
}
