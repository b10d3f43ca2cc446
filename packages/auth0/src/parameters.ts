// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';

/** Parameters that are, or prove, a credential (RFC 6749, 7521, 7636, 8628, 8693, OpenID Connect, CIBA, and those of Auth0): no policy and no record ever sees them. */
const CREDENTIALS = new Set([
  'access_token',
  'actor_token',
  'assertion',
  'auth_req_id',
  'binding_message',
  'client_assertion',
  'client_secret',
  'code',
  'code_challenge',
  'code_verifier',
  'credential',
  'device_code',
  'id_token',
  'id_token_hint',
  'login_hint_token',
  'mfa_token',
  'nonce',
  'oob_code',
  'otp',
  'password',
  'recovery_code',
  'refresh_token',
  'request',
  'samlrequest',
  'samlresponse',
  'session_token',
  'session_transfer_token',
  'state',
  'subject_token',
  'ticket',
  'user_code',
  'wresult',
]);

const looksSecret = (name: string): boolean => /secret|passw|token$|assertion$/i.test(name);

/** What the client sent in the query and the body that policy may be told of: single strings, and no credentials. The body wins. */
export function parametersOf(request: unknown): { readonly [name: string]: string } {
  return { ...open(own(request, 'query')), ...open(own(request, 'body')) };
}

function open(values: unknown): Record<string, string> {
  const found = isObject(values) ? Object.entries(values) : [];
  return Object.fromEntries(
    found.filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !CREDENTIALS.has(entry[0].toLowerCase()) && !looksSecret(entry[0]),
    ),
  );
}
