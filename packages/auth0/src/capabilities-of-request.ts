// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '@assay/core/model';
import type { Capabilities } from '@assay/core/pep';
import { capabilitiesOf as ofCredentialsExchange } from './credentials-exchange/capabilities.ts';
import { CAPABILITIES as OF_CUSTOM_TOKEN_EXCHANGE } from './custom-token-exchange/custom-token-exchange.ts';
import { ALL_FEATURES, type Features } from './features.ts';
import { capabilitiesOf as ofPostLogin } from './post-login/capabilities.ts';
import type { TransactionKind } from './protocols.ts';
import type { Auth0Settings } from './settings.ts';
import type { Auth0Trigger } from './variants.ts';

/** What an event may have been like that a request does not tell. */
export interface Circumstance {
  readonly name: string;
  readonly capabilities: Capabilities;
}

/**
 * What a trigger may have been able to carry out for a request that was recorded, the likeliest first. A request does not tell whether the tenant had target scopes when it
 * was tried, nor whether a sign-in for what the operator named was one without an API. Nor does it tell which factors a user had enrolled.
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
    [hasTargetScopes, !hasTargetScopes].map((targetScopes) => ({
      name: `${api === undefined ? 'no API' : 'an API'}, ${targetScopes ? 'target scopes' : 'no target scopes'}`,
      capabilities: of(request, api, { ...ALL_FEATURES, targetScopes, refreshToken }, settings),
    })),
  );
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

function credentialsExchangeOf(
  { scopes, targets: [target = ''] }: IssuanceRequest,
  _: string | undefined,
  features: Features,
  settings: Auth0Settings,
): Capabilities {
  return ofCredentialsExchange({ features, api: target, scopes }, settings);
}

function postLoginOf(
  request: IssuanceRequest,
  api: string | undefined,
  features: Features,
  settings: Auth0Settings,
): Capabilities {
  const { scopes, fulfilled } = request;
  const kind = kindOf(request);
  // where nobody is at a browser, no scopes say that they are not told
  const isTold = kind.isInteractive || scopes.length > 0;
  return ofPostLogin(
    {
      features,
      kind,
      ...(api !== undefined && { api }),
      ...(isTold && { scopes }),
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
