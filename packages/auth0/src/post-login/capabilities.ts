// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange, IssuanceRequest, Json, Obligation, PermitDecision } from '@assay/core/model';
import { isFulfilled, type Capabilities } from '@assay/core/pep';
import { accessClaims, COMMON, isReservedHere, nameOfClaim, NO_CLAIMS, SET_CLAIMS } from '../claims.ts';
import { exceedsLimits } from '../limits.ts';
import { isIdentifying } from '../restricted-claims.ts';
import type { Auth0Settings } from '../settings.ts';
import { challengeFor } from './acr.ts';
import type { PostLoginEvent } from './event.ts';

/** What of an event its capabilities come from. */
export type Circumstances = Pick<PostLoginEvent, 'features' | 'kind' | 'api' | 'scopes' | 'enrolled' | 'continued'>;

/** What post-login can carry out for an event: by its protocol, what its `api` offers, and the operator's settings. Pure. */
export function capabilitiesOf(event: Circumstances, settings: Auth0Settings): Capabilities {
  return {
    ...COMMON,
    // Auth0's tokens have no roles of their own: they have those the policy leaves, where the operator gave the claim a name
    roles: settings.claims.has('roles'),
    obligations: startableIn(event, settings),
    isReservedClaim: (claim, token) => isReservedHere(claim, token, settings),
    exceeds: (decision, request) =>
      exceedsLimits(decision, settings) ?? beyondReach(decision, request, event, settings),
    ...(event.kind.issues === 'tokens' ? ofTokens(event, settings) : ofAssertions(event, settings)),
  };
}

type ByProtocol = Pick<Capabilities, 'scopes' | 'hasUnseenScopes' | 'claims' | 'lifetime'>;

function ofTokens({ features, scopes, api }: Circumstances, settings: Auth0Settings): ByProtocol {
  return {
    scopes: features.targetScopes || features.tokenScopes ? 'remove' : 'none',
    hasUnseenScopes: scopes === undefined && settings.unseenScopes === 'refuse',
    claims: { access_token: accessClaims(api, settings), id_token: SET_CLAIMS },
    lifetime: features.refreshToken ? ['refresh_token'] : [],
  };
}

function ofAssertions({ features, kind }: Circumstances, settings: Auth0Settings): ByProtocol {
  const { samlAttributes } = settings;
  return {
    scopes: 'none',
    hasUnseenScopes: false,
    // an attribute can only be taken away by its name in the assertion
    claims: {
      saml2: features.saml
        ? {
            set: 'json',
            remove: kind.issues === 'saml' && samlAttributes.size > 0,
            accepts: (claim, value) => isAttribute(value) && !isIdentifying(nameOfClaim(claim, 'saml2', settings)),
          }
        : NO_CLAIMS,
    },
    // whether WS-Federation follows the setters is not documented: what is set may be missing there, and what must go may stay
    lifetime: features.saml && kind.issues === 'saml' ? ['saml2'] : [],
  };
}

const isScalar = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isAttribute = (value: Json): boolean =>
  isScalar(value) || (Array.isArray(value) && value.every((item) => typeof item === 'string'));

/** A step-up wants a browser and something to ask for; consent and approval want a page. Once back from the page, nothing more is started. */
function startableIn(
  { features, kind, continued }: Circumstances,
  { acr, redirect }: Auth0Settings,
): readonly string[] {
  if (!kind.isInteractive || continued !== undefined) return [];
  return [
    ...(features.challenge && acr.some(({ factors }) => factors.length > 0) ? ['step_up'] : []),
    ...(features.redirect && redirect !== undefined ? ['consent', 'approval'] : []),
  ];
}

/** Scopes that bring an ID token, claims of it or a refresh token, whatever of them is taken off the access token later. */
const OPENID_SCOPES = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** What one word of the capabilities cannot say. */
function beyondReach(
  decision: PermitDecision,
  request: IssuanceRequest,
  event: Circumstances,
  settings: Auth0Settings,
): string | undefined {
  const { samlAttributes, acr } = settings;
  const nameless = decision.tokens.saml2?.claims.find(
    ({ action, claim }) =>
      action === 'remove' && Object.hasOwn(request.baseline.claims.saml2 ?? {}, claim) && !samlAttributes.has(claim),
  );
  if (nameless)
    return `claim \`${nameless.claim}\` has no name in assertions, and cannot be taken out (\`saml_attributes\`)`;
  if (decision.roles !== undefined && Object.values(decision.tokens).some(({ claims }) => claims.some(isRoles)))
    return 'claim `roles` is what the roles come to, and cannot be set beside them';
  const stepUps = decision.obligations.filter(
    (obligation) =>
      obligation.type === 'step_up' && !isFulfilled(obligation, request) && isGranted(obligation, decision),
  );
  if (stepUps.length > 0 && challengeFor(stepUps.map(acrOf), event.enrolled, acr) === undefined)
    return `no challenge leads to ${stepUps.map((each) => `acr \`${acrOf(each) ?? 'any'}\``).join(' and ')}`;
  // the user would be sent to the page, and be refused once they are back: a challenge is none of what can be started then
  if (
    stepUps.some(({ about }) => 'gate' in about) &&
    decision.obligations.some((each) => isForPage(each, decision, request))
  )
    return 'a step-up of a gate cannot be asked for beside consent or approval';
  const kept = decision.scopes.granted.map(({ scope }) => scope);
  const lasting = event.features.targetScopes
    ? undefined
    : request.baseline.scopes.find((scope) => OPENID_SCOPES.includes(scope) && !kept.includes(scope));
  return (
    lasting && `without target scopes, taking \`${lasting}\` off the access token leaves the other tokens as they are`
  );
}

const isRoles = ({ action, claim }: ClaimChange): boolean => action === 'set' && claim === 'roles';

const isForPage = (obligation: Obligation, decision: PermitDecision, request: IssuanceRequest): boolean =>
  ['consent', 'approval'].includes(obligation.type) &&
  !isFulfilled(obligation, request) &&
  isGranted(obligation, decision);

function isGranted({ about }: Obligation, { scopes }: PermitDecision): boolean {
  return !('scope' in about) || scopes.granted.some(({ scope }) => scope === about.scope);
}

/** The `acr` a step-up asks for. */
export function acrOf({ properties }: Obligation): string | undefined {
  return typeof properties['acr'] === 'string' ? properties['acr'] : undefined;
}
