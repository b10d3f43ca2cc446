// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, Json, PermitDecision } from '@assay/core/model';
import type { Capabilities, ClaimCapability } from '@assay/core/pep';
import type { EventVersion } from './event-version.ts';
import type { CognitoSettings } from './settings.ts';

/** Claims the trigger cannot change (AWS: "Pre token generation Lambda trigger", table of claims), beyond those no identity provider lets policy touch. */
const RESERVED = new Set(['username', 'identities', 'event_id', 'device_key', 'version', 'origin_jti', 'token_use']);

const isReservedClaim = (claim: string): boolean =>
  RESERVED.has(claim) || claim.startsWith('cognito:') || claim.startsWith('dev:');

/** Claims of the ID token that cannot be lists or objects. */
const SIMPLE = new Set(['phone_number_verified', 'email_verified', 'updated_at', 'address']);

const isScalar = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Strings, numbers, booleans, lists of those, and objects: what versions 2 and 3 accept. */
const isAccepted = (value: Json): boolean => (Array.isArray(value) ? value.every(isScalar) : value !== null);

const access: ClaimCapability = { set: 'json', remove: true, accepts: (_, value) => isAccepted(value) };
const id: ClaimCapability = {
  set: 'json',
  remove: true,
  accepts: (claim, value) => (SIMPLE.has(claim) ? isScalar(value) : isAccepted(value)),
};

/** Claims and scopes of both tokens, changed or not (AWS: "Quotas in Amazon Cognito"). */
const MOST_CHANGES = 5_000;
/** Claims a token of Cognito has of its own: more than any has. */
const OWN_CLAIMS = 25;

/** The quota is on what a token holds and what is added to it, together; a removal is counted as well, to be on the safe side. */
function exceeds({ tokens, scopes }: PermitDecision, { baseline }: IssuanceRequest): string | undefined {
  const claims = (['access_token', 'id_token'] as const).map(
    (token) => OWN_CLAIMS + Object.keys(baseline.claims[token] ?? {}).length + (tokens[token]?.claims.length ?? 0),
  );
  const count = claims.reduce((sum, n) => sum + n, scopes.granted.length + scopes.withheld.length);
  return count > MOST_CHANGES ? `claims and scopes of the tokens are ${count}, and may be ${MOST_CHANGES}` : undefined;
}

const COMMON = {
  lifetime: [],
  audience: false,
  groups: true,
  roles: true,
  authorizationDetails: false,
  obligations: [],
  isReservedClaim,
  exceeds,
} as const;

/** What no event tells, by its name in expressions, and where the request would have it (AWS: "Pre token generation Lambda trigger", parameters of the request). */
export const NEVER_TOLD: ReadonlyMap<string, readonly string[]> = new Map([
  ['actor', ['actors']],
  ['authentication.acr', ['authentication', 'acr']],
  ['authentication.auth_time', ['authentication', 'authTime']],
  ['context.ip', ['context', 'ip']],
  ['confirmation', ['confirmation']],
]);

/** What each version of the event can carry out. */
export const CAPABILITIES: Readonly<Record<EventVersion, Capabilities>> = {
  1: {
    ...COMMON,
    scopes: 'none',
    hasUnseenScopes: true,
    unseenScopesAdvice: 'configure it with `LambdaVersion: V2_0` or `V3_0`, or accept it with `unseen_scopes: accept`',
    claims: { access_token: { set: 'no', remove: false }, id_token: { set: 'string', remove: true } },
  },
  2: { ...COMMON, scopes: 'remove', hasUnseenScopes: false, claims: { access_token: access, id_token: id } },
  3: { ...COMMON, scopes: 'remove', hasUnseenScopes: false, claims: { access_token: access, id_token: id } },
};

/** The capabilities of an event of this version, under the operator's settings. */
export function capabilitiesOf(version: EventVersion, settings: CognitoSettings): Capabilities {
  const capabilities = CAPABILITIES[version];
  return settings.unseenScopes === 'accept' ? { ...capabilities, hasUnseenScopes: false } : capabilities;
}
