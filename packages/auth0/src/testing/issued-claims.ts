// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import { at, textAt } from './json.ts';
import { isAsserting } from './protocols.ts';
import type { ActionTrigger } from './triggers.ts';

/** The claims no Action can set; one that is tried is left out, and nobody is told. `scope` is refused by the methods of a login. */
export const RESTRICTED_CLAIMS: readonly string[] = (
  'acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest entitlements events exp ' +
  'groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce object_id org_id org_name orig origid ' +
  'permissions roles rph s_hash scope sid sip_callid sip_cseq_num sip_date sip_from_tag sip_via_branch sub sub_jwk toe txn typ uuid vot vtm ' +
  'x5t#S256'
).split(' ');

/** Why something an Action asked for does not come about. */
export type DropReason =
  | 'restricted'
  /** A namespace of Auth0's own. */
  | 'namespace'
  /** A claim without a namespace in a token for an API of Auth0. */
  | 'auth0_api'
  /** No audience was asked for: the access token carries no claims. */
  | 'opaque_token'
  /** There is no token of that kind in this transaction. */
  | 'not_issued'
  /** The tenant authorises the scope neither to the user nor to the client. */
  | 'unauthorized';

export interface Dropped {
  readonly from: 'accessToken' | 'idToken' | 'scope' | 'samlResponse';
  readonly name: string;
  readonly reason: DropReason;
}

/** The claims of one token after the tenant has looked at them, and those it left out. */
export function issuedClaims(
  token: 'accessToken' | 'idToken',
  claims: ReadonlyMap<string, Json>,
  { trigger, event, isIssued }: { trigger: ActionTrigger; event: unknown; isIssued: boolean },
): { readonly claims: JsonObject; readonly dropped: readonly Dropped[] } {
  const whole = isIssued && !isAsserting(event) ? wholeReason(token, trigger, event) : 'not_issued';
  const checked = [...claims].map(([name, value]) => ({ name, value, reason: whole ?? reasonOf(token, name, event) }));
  return {
    claims: Object.fromEntries(checked.flatMap(({ name, value, reason }) => (reason ? [] : [[name, value]]))),
    dropped: checked.flatMap(({ name, reason }) => (reason ? [{ from: token, name, reason }] : [])),
  };
}

function wholeReason(token: string, trigger: ActionTrigger, event: unknown): DropReason | undefined {
  const isOpaque = token === 'accessToken' && trigger === 'post-login' && at(event, 'resource_server') === undefined;
  return isOpaque ? 'opaque_token' : undefined;
}

function reasonOf(token: string, name: string, event: unknown): DropReason | undefined {
  if (RESTRICTED_CLAIMS.includes(name)) return 'restricted';
  if (isReservedNamespace(name)) return 'namespace';
  const isForAuth0 = token === 'accessToken' && isAuth0Api(textAt(event, 'resource_server', 'identifier') ?? '');
  return isForAuth0 && !isNamespaced(name) ? 'auth0_api' : undefined;
}

const isNamespaced = (name: string): boolean => /^(https?:\/\/|urn:)/.test(name);

function isReservedNamespace(name: string): boolean {
  if (/^urn:auth0(:|$)/.test(name)) return true;
  return /^https?:/.test(name) && isAuth0Host(hostOf(name));
}

/** The Management API and the like; /userinfo is none of them. */
function isAuth0Api(identifier: string): boolean {
  return isAuth0Host(hostOf(identifier)) && !identifier.endsWith('/userinfo');
}

function isAuth0Host(host: string): boolean {
  return ['auth0.com', 'webtask.io', 'webtask.run'].some((own) => host === own || host.endsWith(`.${own}`));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
