// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Emulator } from './emulator.ts';
import { CALLBACK, PASSWORD, type AppClient, type Person } from './pool.ts';

/** Signs a person in as a browser and its application do, with PKCE, and returns what the token endpoint answers. */
export async function signIn(
  emulator: Emulator,
  client: AppClient,
  person: Person,
  scopes: readonly string[],
): Promise<Answer> {
  const verifier = randomBytes(32).toString('base64url');
  const request = {
    client_id: client.id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: scopes.join(' '),
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const page = await fetch(`${emulator.url}/oauth2/authorize?${new URLSearchParams(request).toString()}`);
  if (page.status !== 200) throw new Error(`authorize: ${page.status} ${await page.text()}`);
  const login = await emulator.postForm('/login', { ...request, username: person.email, password: PASSWORD });
  const code = new URL(login.headers.get('location') ?? CALLBACK).searchParams.get('code');
  if (code === null) throw new Error(`login: ${login.status} ${login.text}`);
  return emulator.postForm('/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: client.id,
    redirect_uri: CALLBACK,
    code,
    code_verifier: verifier,
  });
}

/** Signs a person in as an application does that shows a form of its own. */
export function signInThroughApi(emulator: Emulator, client: AppClient, person: Person): Promise<Answer> {
  return emulator.callCognito('InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: person.email, PASSWORD },
  });
}

/** Spends a refresh token as such an application does. */
export function refreshThroughApi(emulator: Emulator, client: AppClient, refreshToken: string): Promise<Answer> {
  return emulator.callCognito('InitiateAuth', {
    ClientId: client.id,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
}

/** Spends a refresh token as newer applications do, who may be given another one for it. AWS calls the trigger as for a sign-in, the emulator as for a refresh. */
export function getTokensFromRefreshToken(
  emulator: Emulator,
  client: AppClient,
  refreshToken: string,
): Promise<Answer> {
  return emulator.callCognito('GetTokensFromRefreshToken', { ClientId: client.id, RefreshToken: refreshToken });
}

/** Spends a refresh token at the token endpoint. */
export function refresh(emulator: Emulator, client: AppClient, refreshToken: string): Promise<Answer> {
  return emulator.postForm('/oauth2/token', {
    grant_type: 'refresh_token',
    client_id: client.id,
    refresh_token: refreshToken,
  });
}

/** A token of a machine's own. */
export function clientCredentials(emulator: Emulator, client: AppClient, scopes: readonly string[]): Promise<Answer> {
  const basic = Buffer.from(`${client.id}:${client.secret ?? ''}`).toString('base64');
  const form = { grant_type: 'client_credentials', scope: scopes.join(' ') };
  return emulator.postForm('/oauth2/token', form, `Basic ${basic}`);
}
