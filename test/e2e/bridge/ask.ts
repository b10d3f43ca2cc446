// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';

/** An answer of the bridge with its status. */
export interface Reply {
  readonly status: number;
  readonly body: JsonObject;
}

const ASK = {
  version: 1,
  moment: 'response',
  event: 'SERVICE_ACCOUNT_TOKEN_RESPONSE',
  grant_type: 'client_credentials',
  realm: 'acme',
  issuer: 'https://sso.example.com/realms/acme',
  client: { id: 'orders-job' },
  scopes: ['orders:read'],
  access_token: { iat: 1_790_000_000, exp: 1_790_000_300, aud: 'orders-api' },
} as const;

/** Asks as the provider does: what the policy reads is learnt first. */
export async function ask(url: string, secret: string): Promise<Reply> {
  const first = await post(url, secret, { ...ASK, needs: '' });
  const needs = first.body['needs'] as { readonly digest: string } | undefined; // sound: as published
  return first.body['decision'] === 'ask_again'
    ? await post(url, secret, { ...ASK, needs: needs?.digest ?? '' })
    : first;
}

async function post(url: string, secret: string, body: object): Promise<Reply> {
  const response = await fetch(`${url}/v1/issuance/keycloak`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as JsonObject }; // sound: the bridge answers in JSON
}
