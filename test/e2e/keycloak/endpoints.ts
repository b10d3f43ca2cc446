// SPDX-License-Identifier: Apache-2.0
import { decodeJwt } from 'jose';
import { secretOf } from './clients.ts';

/** What a client is answered. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The claims of the tokens of an answer; undefined where there is none. */
export interface Tokens {
  readonly access_token?: Claims;
  readonly id_token?: Claims;
  readonly refresh_token?: Claims;
}
export type Claims = Readonly<Record<string, unknown>>;

/** Posts a form to an endpoint of a realm (`token`, `ext/ciba/auth`), as a client. */
export async function post(
  issuer: string,
  endpoint: string,
  clientId: string,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(`${issuer}/protocol/openid-connect/${endpoint}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${secretOf(clientId)}`)}` },
    body: new URLSearchParams(form),
  });
  return answerOf(response.status, await response.text());
}

/** What the endpoint for that says of the person of an access token. */
export async function userinfo(issuer: string, accessToken: string): Promise<Answer> {
  const response = await fetch(`${issuer}/protocol/openid-connect/userinfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return answerOf(response.status, await response.text());
}

export function answerOf(status: number, text: string): Answer {
  try {
    return { status, body: JSON.parse(text) as Answer['body'] }; // sound: OAuth answers are objects
  } catch {
    return { status, body: { text } };
  }
}

/** A text of an answer. Throws where it is none. */
export function textOf({ status, body }: Answer, member: string): string {
  const text = body[member];
  if (typeof text !== 'string') throw new Error(`no ${member} in ${status} ${JSON.stringify(body)}`);
  return text;
}

export function tokensOf({ body }: Answer): Tokens {
  const names = ['access_token', 'id_token', 'refresh_token'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const token = body[name];
      return typeof token === 'string' && token.split('.').length === 3 ? [[name, decodeJwt(token)]] : [];
    }),
  );
}

/** Of a token or an answer, sorted: Keycloak promises no order. */
export const scopesOf = (of: Claims | undefined): readonly string[] => {
  const scope = of?.['scope'];
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean).sort() : [];
};

/** A claim that holds one or many texts, sorted. */
export const listOf = (value: unknown): readonly string[] => [value ?? []].flat().map(String).sort();
