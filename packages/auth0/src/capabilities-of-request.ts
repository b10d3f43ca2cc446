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

/**
 * What a trigger could carry out for a request that was recorded, as far as the request tells; what the tenant has is what the settings say of it. Not recorded are the
 * factors a user had enrolled, and whether a sign-in without an API was for one the operator named.
 */
export function capabilitiesOfRequest(
  trigger: Auth0Trigger,
  request: IssuanceRequest,
  settings: Auth0Settings,
): Capabilities {
  const { hasTargetScopes, hasRefreshTokenManagement } = settings;
  const features: Features = {
    ...ALL_FEATURES,
    targetScopes: hasTargetScopes,
    refreshToken: hasRefreshTokenManagement,
  };
  const [target = ''] = request.targets;
  const isApi = !target.startsWith('urn:auth0:');
  switch (trigger) {
    case 'custom-token-exchange':
      return OF_CUSTOM_TOKEN_EXCHANGE;
    case 'credentials-exchange':
      return ofCredentialsExchange({ features, api: target, scopes: request.scopes }, settings);
    case 'post-login': {
      const kind = kindOf(request);
      // where nobody is at a browser, no scopes say that they are not told
      const isTold = kind.isInteractive || request.scopes.length > 0;
      return ofPostLogin(
        {
          features,
          kind,
          ...(isApi && { api: target }),
          ...(isTold && { scopes: request.scopes }),
          ...(request.fulfilled !== undefined && { continued: { decision: '', approved: request.fulfilled } }),
        },
        settings,
      );
    }
  }
}

function kindOf({ grant, protocol }: IssuanceRequest): TransactionKind {
  if (protocol === 'saml') {
    const isInteractive = grant === 'sign_in';
    return { grant, issues: isInteractive ? 'saml' : 'wsfed', isInteractive };
  }
  return { grant, issues: 'tokens', isInteractive: grant === 'authorization_code' || grant === 'implicit' };
}
