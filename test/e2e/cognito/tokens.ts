// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { Answer } from './emulator.ts';
import { textAt } from './text-at.ts';

/** What the token endpoint or the API gave: payloads, and a refresh token as it is. */
export interface Tokens {
  readonly access: unknown;
  readonly id: unknown;
  readonly refresh: unknown;
}

/** The tokens of an answer, decoded; throws where there are none. Signatures are not checked: who issued them is not what is tested. */
export function tokensOf({ status, text }: Answer): Tokens {
  if (status !== 200) throw new Error(`expected tokens, found ${status} ${text}`);
  const answer: unknown = JSON.parse(text);
  const result = own(answer, 'AuthenticationResult');
  const [tokens, names] = result === undefined ? ([answer, OAUTH] as const) : ([result, API] as const);
  return {
    access: payloadOf(textAt(tokens, names.access)),
    id: own(tokens, names.id) === undefined ? undefined : payloadOf(textAt(tokens, names.id)),
    refresh: own(tokens, names.refresh),
  };
}

const OAUTH = { access: 'access_token', id: 'id_token', refresh: 'refresh_token' };
const API = { access: 'AccessToken', id: 'IdToken', refresh: 'RefreshToken' };

/** The scopes of an access token, sorted: Cognito promises no order. */
export function scopesOf(access: unknown): readonly string[] {
  return textAt(access, 'scope').split(' ').filter(Boolean).sort();
}

function payloadOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}
