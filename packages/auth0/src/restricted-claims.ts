// SPDX-License-Identifier: Apache-2.0

/**
 * Claims an Action cannot set: Auth0 leaves them out without a word, and throws for `scope` (Auth0: "Create Custom Claims", restricted claims).
 * Some are reserved everywhere; the list is Auth0's own.
 */
const RESTRICTED = new Set(
  (
    'acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest entitlements events exp ' +
    'groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce object_id org_id org_name orig origid ' +
    'permissions roles rph s_hash scope sid sip_callid sip_cseq_num sip_date sip_from_tag sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256'
  ).split(' '),
);

/** Hosts whose names cannot be namespaces of claims. */
const OWN_HOSTS = ['auth0.com', 'webtask.io', 'webtask.run'];

const NAMESPACE = /^https?:\/\/([^/?#:]+)/i;

/** Whether a token can never have a claim of this name from an Action. */
export function isRestrictedClaim(name: string): boolean {
  if (RESTRICTED.has(name) || name.toLowerCase().startsWith('urn:auth0')) return true;
  const host = NAMESPACE.exec(name)?.[1]?.toLowerCase();
  return host !== undefined && OWN_HOSTS.some((own) => host === own || host.endsWith(`.${own}`));
}

/** Whether a claim's name begins with a namespace: a URL, or a URN. */
export function isNamespaced(name: string): boolean {
  return NAMESPACE.test(name) || /^urn:[^:]+:/i.test(name);
}

/** Whether an audience is an API of Auth0 itself, whose access tokens carry no private claim without a namespace (Auth0: "Create Custom Claims"). */
export function isAuth0Api(audience: string): boolean {
  return /^https:\/\/[^/]+\/(?:api\/v2|me|my-org)\/?$/.test(audience);
}
