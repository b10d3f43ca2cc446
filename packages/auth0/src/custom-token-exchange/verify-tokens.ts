// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { IssuerSettings } from '../issuer-settings.ts';
import { verifyToken, type TokenPorts, type VerifiedToken } from './verify-token.ts';

/** The tokens of an exchange, as far as they can be vouched for. */
export interface VerifiedTokens {
  readonly subject: VerifiedToken;
  readonly actor?: VerifiedToken;
}

/** Stands for the issuer of an ID token of the tenant itself. */
export const TENANT = 'urn:auth0:this-tenant';

const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';

/** Validates the subject token of an event, and the actor token where there is one. Never throws. */
export async function verifyTokens(
  event: unknown,
  issuers: readonly IssuerSettings[],
  ports: TokenPorts,
): Promise<VerifiedTokens> {
  const transaction = own(event, 'transaction');
  const [subject, actor] = await Promise.all([
    verify(own(transaction, 'subject_token'), ofType(issuers, 'subjectTokenTypes', transaction), ports),
    actorOf(transaction, issuers, ports),
  ]);
  return { subject, ...(actor === undefined ? {} : { actor }) };
}

function verify(
  token: unknown,
  issuers: readonly IssuerSettings[],
  ports: TokenPorts,
): VerifiedToken | Promise<VerifiedToken> {
  if (issuers.length === 0) return { failure: 'no issuer of the settings issues tokens of its type', isInvalid: false };
  if (typeof token !== 'string') return { failure: 'there is none', isInvalid: true };
  return verifyToken(token, issuers, ports);
}

/** An ID token of the tenant itself Auth0 validated before, and says whose it is. */
function actorOf(
  transaction: unknown,
  issuers: readonly IssuerSettings[],
  ports: TokenPorts,
): VerifiedToken | undefined | Promise<VerifiedToken> {
  const token = own(transaction, 'actor_token') ?? undefined;
  if (token === undefined) return undefined;
  const user = own(own(transaction, 'actor_token_user'), 'user_id');
  if (own(transaction, 'actor_token_type') === ID_TOKEN && typeof user === 'string')
    return { issuer: TENANT, claims: { sub: user } };
  return verify(token, ofType(issuers, 'actorTokenTypes', transaction), ports);
}

function ofType(
  issuers: readonly IssuerSettings[],
  kind: 'subjectTokenTypes' | 'actorTokenTypes',
  transaction: unknown,
): readonly IssuerSettings[] {
  const type = own(transaction, kind === 'subjectTokenTypes' ? 'subject_token_type' : 'actor_token_type');
  return issuers.filter((issuer) => issuer[kind].some((each) => each === type));
}
