// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { Capabilities, ClaimCapability } from '@assay/core/pep';
import { EFFECTS, type Effect, type KeycloakEvent } from './event.ts';
import { isReservedHere } from './reserved-claims.ts';

const JSON_CLAIMS: ClaimCapability = { set: 'json', remove: true };
const NO_CLAIMS: ClaimCapability = { set: 'no', remove: false };

const isScalar = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** An attribute of an assertion has one value or several, and none of them has parts. */
const ATTRIBUTES: ClaimCapability = {
  set: 'json',
  remove: true,
  accepts: (_, value) => isScalar(value) || (Array.isArray(value) && value.every(isScalar)),
};

const COMMON = {
  hasUnseenScopes: false,
  authorizationDetails: false,
  // a step-up is asked for by refusing: `assay-step-up` asks before, in the browser
  obligations: [],
  isReservedClaim: isReservedHere,
} as const;

/** Tokens of an OAuth grant: everything can be narrowed. */
export const TOKENS: Capabilities = {
  ...COMMON,
  scopes: 'remove',
  // a refresh token is Keycloak's own: only its life is shaped
  claims: { access_token: JSON_CLAIMS, id_token: JSON_CLAIMS },
  lifetime: ['access_token', 'id_token', 'refresh_token'],
  audience: true,
  groups: true,
  roles: true,
};

/** An assertion: its attributes and its life. Roles and groups are attributes there, of names of their own. */
export const ASSERTIONS: Capabilities = {
  ...COMMON,
  scopes: 'none',
  claims: { saml2: ATTRIBUTES },
  lifetime: ['saml2'],
  audience: false,
  groups: false,
  roles: false,
};

/** What the provider can carry out for an event: by what is issued, and by what this server cannot do for the grant. */
export function capabilitiesOf({
  grant,
  cannot,
  isLightweight,
}: Pick<KeycloakEvent, 'grant' | 'cannot' | 'isLightweight'>): Capabilities {
  if (grant === 'saml') return ASSERTIONS;
  const can = (effect: Effect): boolean => !cannot.includes(effect);
  const claims = can('claims') ? JSON_CLAIMS : NO_CLAIMS;
  return {
    ...TOKENS,
    claims: {
      // what a lightweight token leaves out is put in at introspection, whatever the token holds
      access_token: isLightweight ? { ...claims, remove: false } : claims,
      id_token: claims,
    },
    lifetime: can('lifetime') ? TOKENS.lifetime : [],
    audience: can('audience'),
    groups: can('groups') && !isLightweight,
    roles: can('roles') && !isLightweight,
  };
}

/** What can be carried out, by kind of issuance. */
export const CAPABILITIES: Readonly<Record<string, Capabilities>> = {
  tokens: TOKENS,
  'lightweight access tokens': capabilitiesOf({ grant: 'authorization_code', cannot: [], isLightweight: true }),
  'token exchange and JWT grant on 26.5': capabilitiesOf({
    grant: 'urn:ietf:params:oauth:grant-type:token-exchange',
    cannot: EFFECTS,
    isLightweight: false,
  }),
  SAML: ASSERTIONS,
};
