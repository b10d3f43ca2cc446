// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import { at } from './json.ts';
import { issuedClaims, type Dropped } from './issued-claims.ts';
import { isAsserting } from './protocols.ts';
import type { TokenView } from './report.ts';
import type { Run } from './run.ts';
import type { Expiries } from './state.ts';

/** The tokens as the tenant would make them now, and what it leaves out of them. */
export function tokenView(run: Run): { readonly token: TokenView; readonly dropped: readonly Dropped[] } {
  const { state, sent: event, tenant } = run;
  const { scopes, dropped: droppedScopes } = issuedScopes(run);
  const isIdTokenIssued = tenant.trigger === 'post-login' && !isAsserting(event) && scopes.includes('openid');
  const access = issuedClaims('accessToken', state.claims.accessToken, {
    trigger: tenant.trigger,
    event,
    isIssued: true,
  });
  const id = issuedClaims('idToken', state.claims.idToken, {
    trigger: tenant.trigger,
    event,
    isIssued: isIdTokenIssued,
  });
  const saml = samlView(run);
  // no refresh token is issued where somebody acts for the subject
  const actor = state.actor ?? at(event, 'transaction', 'actor');
  const isRefreshable = scopes.includes('offline_access') || at(event, 'refresh_token') !== undefined;
  return {
    token: {
      accessToken: { scopes, customClaims: access.claims },
      idToken: { isIssued: isIdTokenIssued, customClaims: id.claims },
      refreshToken: {
        isIssued: isRefreshable && actor === undefined && !isAsserting(event),
        ...expiries(state.refreshToken),
        metadata: { ...state.refreshToken.metadata },
      },
      ...(saml.view === undefined ? {} : { samlResponse: saml.view }),
      ...(state.actor === undefined ? {} : { actor: state.actor }),
    },
    dropped: [...droppedScopes, ...access.dropped, ...id.dropped, ...saml.dropped],
  };
}

/** Target scopes as far as the tenant authorises them; then, past every policy, what was added and removed. */
function issuedScopes({ state, tenant }: Run): { scopes: readonly string[]; dropped: readonly Dropped[] } {
  const authorized = tenant.authorizedScopes ?? state.initialScopes;
  const target = [...state.targetScopes];
  const kept = target.filter((scope) => authorized.includes(scope));
  const added = [...state.scopeChanges].flatMap(([scope, change]) => (change === 'add' ? [scope] : []));
  const scopes = [...new Set([...kept, ...added])].filter((scope) => state.scopeChanges.get(scope) !== 'remove');
  const lost = target.filter((scope) => !kept.includes(scope) && !scopes.includes(scope));
  return { scopes, dropped: lost.map((name) => ({ from: 'scope', name, reason: 'unauthorized' })) };
}

function samlView({ state, sent: event }: Run): { view?: TokenView['samlResponse']; dropped: readonly Dropped[] } {
  const { attributes, config } = state.saml;
  if (!isAsserting(event)) {
    const names = [...attributes.keys(), ...config.keys()];
    return { dropped: names.map((name) => ({ from: 'samlResponse', name, reason: 'not_issued' })) };
  }
  const settings = Object.fromEntries(config);
  const { audience, lifetimeInSeconds } = settings;
  return {
    view: {
      attributes: Object.fromEntries(attributes),
      ...(typeof audience === 'string' ? { audience } : {}),
      ...(typeof lifetimeInSeconds === 'number' ? { lifetimeInSeconds } : {}),
      settings: withoutKey(settings),
    },
    dropped: [],
  };
}

function withoutKey(settings: { readonly [name: string]: Json }): JsonObject {
  return 'key' in settings ? { ...settings, key: '[secret]' } : settings;
}

export function expiries({ expiresAt, idleExpiresAt }: Expiries): Expiries {
  return {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(idleExpiresAt === undefined ? {} : { idleExpiresAt }),
  };
}
