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

/** What Auth0 makes the NameID of an assertion of, unless the application says otherwise: it is mapped from the id of the user. */
const NAME_ID = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';

/** What applications have it made of, and service providers read for it (Auth0: "Customize SAML Assertions", `nameIdentifierProbes`). */
const IDENTIFYING = ['nameidentifier', 'emailaddress', 'name', 'upn'].map((name) => NAME_ID.replace(/[a-z]+$/, name));

/** Whether no policy may touch an attribute of this name: it would change whom the assertion is about. */
export function isReservedAttribute(name: string): boolean {
  return name.toLowerCase() === NAME_ID || name === '__proto__';
}

/** Whether an attribute can be who the user is: it can be left out, and nobody else put there. */
export function isIdentifying(name: string): boolean {
  return IDENTIFYING.includes(name.toLowerCase());
}

/** Hosts whose names cannot be namespaces of claims. */
const OWN_HOSTS = ['auth0.com', 'webtask.io', 'webtask.run'];

/** Whether a token can never have a claim of this name from an Action. */
export function isRestrictedClaim(name: string): boolean {
  return RESTRICTED.has(name) || /^urn:auth0(:|$)/i.test(name) || (/^https?:/i.test(name) && isAuth0Host(hostOf(name)));
}

/** Whether a claim's name begins with a namespace: a URL, or a URN. */
export function isNamespaced(name: string): boolean {
  return /^(https?:\/\/|urn:)/i.test(name);
}

/** The APIs of a tenant that have its own domain in their identifier, which may be a custom one. */
const OWN_PATHS = ['/api/v2/', '/me/', '/my-org/'];

/** Whether an audience is an API of Auth0 itself, whose access tokens carry no private claim without a namespace (Auth0: "Create Custom Claims"). */
export function isAuth0Api(audience: string): boolean {
  if (!URL.canParse(audience)) return false;
  const { hostname, pathname } = new URL(audience);
  if (pathname === '/userinfo') return false;
  return isAuth0Host(hostname) || OWN_PATHS.includes(pathname.endsWith('/') ? pathname : `${pathname}/`);
}

const isAuth0Host = (host: string): boolean => OWN_HOSTS.some((own) => host === own || host.endsWith(`.${own}`));

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
