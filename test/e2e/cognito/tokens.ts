// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Answer } from './answer.ts';
import { textAt } from './text-at.ts';

/** What the token endpoint or the API gave: payloads, and a refresh token as it is. */
export interface Tokens {
  readonly access: unknown;
  readonly id: unknown;
  readonly refresh: unknown;
}

export interface TokenIssuer {
  /** Where the keys of the pool are. */
  readonly jwks: string;
  readonly issuer: string;
}

/** Reads the tokens of an answer, as an API does: each verified by the keys of the pool. Throws where there are none, and where one is not the pool's. */
export type TokenReader = (answer: Answer) => Promise<Tokens>;

/** A reader of the tokens of one pool. */
export function createTokenReader({ jwks, issuer }: TokenIssuer): TokenReader {
  const keys = createRemoteJWKSet(new URL(jwks));
  return async ({ status, text }) => {
    if (status !== 200) throw new Error(`expected tokens, found ${status} ${text}`);
    const answer: unknown = JSON.parse(text);
    const result = own(answer, 'AuthenticationResult');
    const [tokens, names] = result === undefined ? ([answer, OAUTH] as const) : ([result, API] as const);
    const verified = (name: string, use: string): Promise<unknown> =>
      payloadOf(textAt(tokens, name), use, issuer, keys);
    return {
      access: await verified(names.access, 'access'),
      id: own(tokens, names.id) === undefined ? undefined : await verified(names.id, 'id'),
      refresh: own(tokens, names.refresh),
    };
  };
}

const OAUTH = { access: 'access_token', id: 'id_token', refresh: 'refresh_token' };
const API = { access: 'AccessToken', id: 'IdToken', refresh: 'RefreshToken' };

async function payloadOf(token: string, use: string, issuer: string, keys: JWTVerifyGetKey): Promise<unknown> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    algorithms: ['RS256'],
    requiredClaims: ['exp', 'iat', 'sub'],
  });
  if (own(payload, 'token_use') !== use) throw new Error(`expected a token for ${use}`);
  return payload;
}

/** The scopes of an access token, sorted: Cognito promises no order. */
export function scopesOf(access: unknown): readonly string[] {
  return textAt(access, 'scope').split(' ').filter(Boolean).sort();
}
