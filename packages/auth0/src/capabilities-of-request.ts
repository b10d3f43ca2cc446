// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '@assay/core/model';
import type { Capabilities } from '@assay/core/pep';
import { capabilitiesOf as ofCredentialsExchange } from './credentials-exchange/capabilities.ts';
import { CAPABILITIES as OF_CUSTOM_TOKEN_EXCHANGE } from './custom-token-exchange/custom-token-exchange.ts';
import { ALL_FEATURES, type Features } from './features.ts';
import { capabilitiesOf as ofPostLogin } from './post-login/capabilities.ts';
import type { TransactionKind } from './protocols.ts';
import type { Auth0Settings } from './settings.ts';
import { some } from './some.ts';
import type { Auth0Trigger } from './variants.ts';

/** What an event may have been like that a request does not tell. */
export interface Circumstance {
  readonly name: string;
  readonly capabilities: Capabilities;
}

/**
 * What a trigger may have been able to carry out for a request that was recorded, the likeliest first. A request does not tell whether the tenant had target scopes when it
 * was tried, whether no scopes are scopes that were not told, nor whether a sign-in for what the operator named was one without an API. Nor does it tell which factors a user had enrolled.
 */
export function capabilitiesOfRequest(
  trigger: Auth0Trigger,
  request: IssuanceRequest,
  settings: Auth0Settings,
): readonly Circumstance[] {
  if (trigger === 'custom-token-exchange') return [{ name: '', capabilities: OF_CUSTOM_TOKEN_EXCHANGE }];
  const of = trigger === 'post-login' ? postLoginOf : credentialsExchangeOf;
  const { hasTargetScopes, hasRefreshTokenManagement: refreshToken } = settings;
  return apisOf(trigger, request, settings).flatMap((api) =>
    toldOf(request).flatMap((scopes) =>
      [hasTargetScopes, !hasTargetScopes].map((targetScopes) => ({
        name: [
          api === undefined ? 'no API' : 'an API',
          scopes === undefined ? 'scopes not told' : 'scopes told',
          targetScopes ? 'target scopes' : 'no target scopes',
        ].join(', '),
        capabilities: of(request, { api, scopes, features: { ...ALL_FEATURES, targetScopes, refreshToken } }, settings),
      })),
    ),
  );
}

/** Where an event does not tell the scopes, a request has none: that is so above all where nobody is at a browser. */
function toldOf(request: IssuanceRequest): readonly (readonly string[] | undefined)[] {
  const { scopes } = request;
  if (scopes.length > 0) return [scopes];
  return kindOf(request).isInteractive ? [scopes, undefined] : [undefined, scopes];
}

function apisOf(
  trigger: Auth0Trigger,
  { targets, client }: IssuanceRequest,
  settings: Auth0Settings,
): readonly (string | undefined)[] {
  const [target = ''] = targets;
  if (trigger === 'credentials-exchange') return [target];
  if (target.startsWith('urn:auth0:')) return [undefined];
  const isNamed = target === (settings.clients.get(client.id)?.audience ?? settings.audience);
  return isNamed ? [target, undefined] : [target];
}

interface Untold {
  readonly api: string | undefined;
  readonly scopes: readonly string[] | undefined;
  readonly features: Features;
}

function credentialsExchangeOf(
  _: IssuanceRequest,
  { api = '', scopes, features }: Untold,
  settings: Auth0Settings,
): Capabilities {
  return ofCredentialsExchange({ features, api, ...some('scopes', scopes) }, settings);
}

function postLoginOf(
  request: IssuanceRequest,
  { api, scopes, features }: Untold,
  settings: Auth0Settings,
): Capabilities {
  const { fulfilled } = request;
  return ofPostLogin(
    {
      features,
      kind: kindOf(request),
      ...some('api', api),
      ...some('scopes', scopes),
      ...(fulfilled !== undefined && { continued: { decision: '', approved: fulfilled } }),
    },
    settings,
  );
}

function kindOf({ grant, protocol }: IssuanceRequest): TransactionKind {
  if (protocol === 'saml') {
    const isInteractive = grant === 'sign_in';
    return { grant, issues: isInteractive ? 'saml' : 'wsfed', isInteractive };
  }
  return { grant, issues: 'tokens', isInteractive: grant === 'authorization_code' || grant === 'implicit' };
}
