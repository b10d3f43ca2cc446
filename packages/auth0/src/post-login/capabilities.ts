// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, Json, Obligation, PermitDecision } from '@assay/core/model';
import { isFulfilled, type Capabilities } from '@assay/core/pep';
import { accessClaims, COMMON, isReservedHere, NO_CLAIMS, SET_CLAIMS } from '../claims.ts';
import { exceedsLimits } from '../limits.ts';
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

function ofAssertions({ features, kind }: Circumstances, { samlAttributes }: Auth0Settings): ByProtocol {
  return {
    scopes: 'none',
    hasUnseenScopes: false,
    // an attribute can only be taken away by its name in the assertion
    claims: {
      saml2: features.saml ? { set: 'json', remove: samlAttributes.size > 0, accepts: isAttribute } : NO_CLAIMS,
    },
    // whether WS-Federation follows the setter is not documented
    lifetime: features.saml && kind.issues === 'saml' ? ['saml2'] : [],
  };
}

const isScalar = (value: Json): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isAttribute = (_: string, value: Json): boolean =>
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
  const stepUps = decision.obligations.filter(
    (obligation) =>
      obligation.type === 'step_up' && !isFulfilled(obligation, request) && isGranted(obligation, decision),
  );
  if (stepUps.length > 0 && challengeFor(stepUps.map(acrOf), event.enrolled, acr) === undefined)
    return `no challenge leads to ${stepUps.map((each) => `acr \`${acrOf(each) ?? 'any'}\``).join(' and ')}`;
  const isKept = decision.scopes.granted.some(({ scope }) => scope === 'offline_access');
  if (!event.features.targetScopes && request.baseline.scopes.includes('offline_access') && !isKept)
    return 'without target scopes, a refresh token is issued whether or not `offline_access` is taken away';
  return undefined;
}

function isGranted({ about }: Obligation, { scopes }: PermitDecision): boolean {
  return !('scope' in about) || scopes.granted.some(({ scope }) => scope === about.scope);
}

/** The `acr` a step-up asks for. */
export function acrOf({ properties }: Obligation): string | undefined {
  return typeof properties['acr'] === 'string' ? properties['acr'] : undefined;
}
