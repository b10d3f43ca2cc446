// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, TokenType } from '@assay/core/model';
import { isReservedClaim, type Capabilities, type ClaimCapability } from '@assay/core/pep';
import type { Effect, Effects } from './effects.ts';
import {
  isAuth0Api,
  isIdentifying,
  isNamespaced,
  isRestrictedClaim,
  isReservedAttribute,
} from './restricted-claims.ts';
import type { Auth0Settings } from './settings.ts';

/** What no trigger of Auth0 can do. */
export const COMMON: Pick<
  Capabilities,
  'audience' | 'groups' | 'roles' | 'authorizationDetails' | 'unseenScopesAdvice'
> = {
  audience: false,
  groups: false,
  roles: false,
  authorizationDetails: false,
  unseenScopesAdvice: 'accept it with `unseen_scopes: accept`',
};

/** There is a call to set a claim of a token, and none to take one away. */
export const SET_CLAIMS: ClaimCapability = { set: 'json', remove: false };
export const NO_CLAIMS: ClaimCapability = { set: 'no', remove: false };

/** Claims of an access token for `api`: without one the token is opaque, and Auth0's own take no claim without a namespace. */
export function accessClaims(api: string | undefined, settings: Auth0Settings): ClaimCapability {
  if (api === undefined) return NO_CLAIMS;
  if (!isAuth0Api(api)) return SET_CLAIMS;
  return { ...SET_CLAIMS, accepts: (claim) => isNamespaced(nameOfClaim(claim, 'access_token', settings)) };
}

/** Why no token of the target can be given a claim of this name: an attribute that can be who the user is, or (where the operator says that tokens are for an API of Auth0 itself) a claim those do not take. Nothing where one can. */
export function refusedClaim(claim: string, token: TokenType, settings: Auth0Settings): string | undefined {
  if (token === 'saml2' && isIdentifying(nameOfClaim(claim, token, settings)))
    return 'service providers may take the attribute for who the user is';
  if (token !== 'access_token' || settings.audience === undefined) return undefined;
  return accessClaims(settings.audience, settings).accepts?.(claim, null) === false
    ? 'access tokens for an API of Auth0 take only claims with a namespace'
    : undefined;
}

/** What a claim of the policy is called in a token: policies have one name for it, and Auth0 wants some of them elsewhere. */
export function nameOfClaim(claim: string, token: TokenType, { claims, samlAttributes }: Auth0Settings): string {
  return (token === 'saml2' ? samlAttributes.get(claim) : undefined) ?? claims.get(claim) ?? claim;
}

/**
 * Whether no policy may touch a claim of this token: what counts is the name it would have there, which must not be that of another claim either.
 * Attributes of an assertion are no claims of a JWT.
 */
export function isReservedHere(claim: string, token: TokenType, settings: Auth0Settings): boolean {
  const name = nameOfClaim(claim, token, settings);
  if (isNameOfAnother(name, claim, token, settings)) return true;
  return token === 'saml2' ? isReservedAttribute(name) : isReservedName(name);
}

/** Whether no claim of a JWT can be renamed to this: it is the issuer's own, or Auth0's. */
export const isReservedName = (name: string): boolean => isReservedClaim(name) || isRestrictedClaim(name);

function isNameOfAnother(name: string, claim: string, token: TokenType, settings: Auth0Settings): boolean {
  const renamed = [...settings.claims.keys(), ...(token === 'saml2' ? settings.samlAttributes.keys() : [])];
  return renamed.some((other) => other !== claim && nameOfClaim(other, token, settings) === name);
}

const SETTERS: readonly (readonly [TokenType, Effect['call']])[] = [
  ['access_token', 'accessToken.setCustomClaim'],
  ['id_token', 'idToken.setCustomClaim'],
  ['saml2', 'samlResponse.setAttribute'],
];

/** The claims policy sets, token by token. Where it decided the roles and the operator gave them a name, those that stay are a claim too. */
export function claimEffects({ tokens, roles }: PermitDecision, settings: Auth0Settings): Effects {
  return SETTERS.flatMap(([token, call]) => {
    const changes = tokens[token];
    if (changes === undefined) return [];
    const nameOf = (claim: string): string => nameOfClaim(claim, token, settings);
    return [
      ...(roles !== undefined && settings.claims.has('roles') ? [{ call, args: [nameOf('roles'), roles] }] : []),
      ...changes.claims.flatMap((change) =>
        change.action === 'set' ? [{ call, args: [nameOf(change.claim), change.value] }] : [],
      ),
    ];
  });
}
