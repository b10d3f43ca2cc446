// SPDX-License-Identifier: Apache-2.0
import { at, textsAt } from './json.ts';
import { protocolOf } from './state.ts';

/** The protocols for which `api.redirect.canRedirect()` is false. */
const NOT_REDIRECTABLE: readonly string[] = [
  'oauth2-resource-owner',
  'oauth2-refresh-token',
  'oauth2-password',
  'oauth2-webauthn',
];

/** Those in which there is no browser to send anywhere, whatever `canRedirect` says. */
const WITHOUT_BROWSER: readonly string[] = [
  ...NOT_REDIRECTABLE,
  'oauth2-token-exchange',
  'oauth2-access-token',
  'oauth2-resource-owner-jwt-bearer',
  'oidc-ciba',
  'oidc-ciba-web-link',
  'wstrust-usernamemixed',
];

const ANSWERED_AT_TOKEN_ENDPOINT: readonly string[] = [
  ...WITHOUT_BROWSER.filter((protocol) => protocol !== 'wstrust-usernamemixed'),
  'oauth2-device-code',
];

/** Protocols whose token is an assertion, and of whose claims the setters of `api.samlResponse` decide. */
const ASSERTING: readonly string[] = ['samlp', 'wsfed', 'wstrust-usernamemixed'];

export function canRedirect(event: unknown): boolean {
  return at(event, 'request', 'query', 'prompt') !== 'none' && !NOT_REDIRECTABLE.includes(protocolOf(event));
}

/** Whether the user can be asked for something: silent authentication has a browser, and may not use it. */
export function canInteract(event: unknown): boolean {
  const isSilent =
    at(event, 'request', 'query', 'prompt') === 'none' || textsAt(event, 'transaction', 'prompt').includes('none');
  return !isSilent && !WITHOUT_BROWSER.includes(protocolOf(event));
}

export function isAsserting(event: unknown): boolean {
  return ASSERTING.includes(protocolOf(event));
}

/** Whether the answer is that of the token endpoint, with a status, and not a redirect of a browser. */
export function isAtTokenEndpoint(event: unknown): boolean {
  return ANSWERED_AT_TOKEN_ENDPOINT.includes(protocolOf(event));
}
