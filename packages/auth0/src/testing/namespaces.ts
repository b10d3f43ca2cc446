// SPDX-License-Identifier: Apache-2.0
import { credentialsExchangeAccess, customTokenExchangeAccess, postLoginAccess } from './api/access.ts';
import { cache } from './api/cache.ts';
import { customTokenExchangeAuthentication } from './api/custom-token-exchange-authentication.ts';
import { groups, roles } from './api/directory.ts';
import { multifactor, postLoginAuthentication } from './api/post-login-authentication.ts';
import { prompt } from './api/prompt.ts';
import { redirect } from './api/redirect.ts';
import { refreshToken } from './api/refresh-token.ts';
import { samlResponse } from './api/saml-response.ts';
import { session } from './api/session.ts';
import { credentialsExchangeAccessToken, idToken, postLoginAccessToken } from './api/tokens.ts';
import { targetScopes, transactionMetadata } from './api/transaction.ts';
import { customTokenExchangeUser, postLoginUser } from './api/user.ts';
import { rules, validation } from './api/validation.ts';
import type { TenantFeature } from './features.ts';
import type { Namespace } from './run.ts';
import type { ActionTrigger } from './triggers.ts';

/** One namespace of `api`, or a part of one that comes with a feature. */
export interface NamespaceRow {
  readonly name: string;
  readonly methods: Namespace;
  readonly feature?: TenantFeature;
}

/** What each trigger offers as `api`. */
export const NAMESPACES: { readonly [trigger in ActionTrigger]: readonly NamespaceRow[] } = {
  'post-login': [
    { name: 'access', methods: postLoginAccess },
    { name: 'accessToken', methods: postLoginAccessToken },
    { name: 'authentication', methods: postLoginAuthentication },
    { name: 'cache', methods: cache },
    { name: 'groups', methods: groups, feature: 'groups' },
    { name: 'roles', methods: roles, feature: 'roles' },
    { name: 'idToken', methods: idToken },
    { name: 'multifactor', methods: multifactor },
    { name: 'prompt', methods: prompt, feature: 'forms' },
    { name: 'refreshToken', methods: refreshToken, feature: 'refreshTokenManagement' },
    { name: 'session', methods: session, feature: 'sessionManagement' },
    { name: 'redirect', methods: redirect },
    { name: 'samlResponse', methods: samlResponse, feature: 'saml' },
    { name: 'user', methods: postLoginUser },
    { name: 'validation', methods: validation },
    { name: 'rules', methods: rules },
    { name: 'transaction', methods: transactionMetadata, feature: 'transactionMetadata' },
    { name: 'transaction', methods: targetScopes, feature: 'targetScopes' },
  ],
  'credentials-exchange': [
    { name: 'access', methods: credentialsExchangeAccess },
    { name: 'accessToken', methods: credentialsExchangeAccessToken },
    { name: 'cache', methods: cache },
    { name: 'transaction', methods: targetScopes, feature: 'targetScopes' },
  ],
  'custom-token-exchange': [
    { name: 'access', methods: customTokenExchangeAccess },
    { name: 'authentication', methods: customTokenExchangeAuthentication },
    { name: 'user', methods: customTokenExchangeUser },
    { name: 'cache', methods: cache },
    { name: 'transaction', methods: transactionMetadata, feature: 'cteTransactionMetadata' },
  ],
};
