// SPDX-License-Identifier: Apache-2.0
import { jsonBytes, jsonOf } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { CHAIN, type Methods, type Namespace, type Run } from '../run.ts';
import { assertScopeCount, scopeOf } from '../scopes.ts';

/** The access token of a login: its scopes are changed past every policy, its claims are checked when it is issued. */
export const postLoginAccessToken: Namespace = (run) => ({
  ...claimsOf(run, 'accessToken'),
  addScope: (scope) => changeScope(run, scope, 'add'),
  removeScope: (scope) => changeScope(run, scope, 'remove'),
});

/** Of client credentials only claims can be set. */
export const credentialsExchangeAccessToken: Namespace = (run) => claimsOf(run, 'accessToken');

export const idToken: Namespace = (run) => claimsOf(run, 'idToken');

function claimsOf(run: Run, token: 'accessToken' | 'idToken'): Methods {
  const claims = run.state.claims[token];
  return {
    setCustomClaim: (name, value) => {
      // the one name the methods refuse; others that are restricted are left out without a word when the token is made
      if (name === 'scope' && run.tenant.trigger === 'post-login') throw new Error('The "scope" claim cannot be set.');
      const claim = jsonOf(value);
      if (claim === undefined) return CHAIN;
      claims.set(String(name), claim);
      if (run.tenant.oversized === 'throws' && isOversized(claims)) throw new Error(OVERSIZED_CLAIMS);
      return CHAIN;
    },
  };
}

export const OVERSIZED_CLAIMS: string = `the custom claims must have at most ${LIMITS.customClaims} bytes`;

export function isOversized(claims: ReadonlyMap<string, unknown>): boolean {
  return jsonBytes(Object.fromEntries(claims)) > LIMITS.customClaims;
}

function changeScope({ state }: Run, value: unknown, change: 'add' | 'remove'): void {
  const scope = scopeOf(value);
  const changes = new Map(state.scopeChanges).set(scope, change);
  assertScopeCount([...changes.values()].filter((each) => each === 'add').length);
  state.scopeChanges.set(scope, change);
}
