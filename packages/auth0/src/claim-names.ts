// SPDX-License-Identifier: Apache-2.0
import type { TokenType } from '@assay/core/model';
import { isRestrictedClaim } from './restricted-claims.ts';
import type { Auth0Settings } from './settings.ts';

/** What a claim of the policy is called in a token: policies have one name for it, and Auth0 wants some of them elsewhere. */
export function nameOfClaim(claim: string, token: TokenType, { claims, samlAttributes }: Auth0Settings): string {
  return (token === 'saml2' ? samlAttributes.get(claim) : undefined) ?? claims.get(claim) ?? claim;
}

/** Whether no policy may touch a claim of this token: what counts is the name it would have there. Attributes of an assertion are no claims of a JWT. */
export function isReservedHere(claim: string, token: TokenType, settings: Auth0Settings): boolean {
  return token !== 'saml2' && isRestrictedClaim(nameOfClaim(claim, token, settings));
}
