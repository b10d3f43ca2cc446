// SPDX-License-Identifier: Apache-2.0
import { assertText } from '../checks.ts';
import { at, isMembers } from '../json.ts';
import type { Namespace, Run } from '../run.ts';
import { protocolOf } from '../state.ts';
import { earliest } from './expiry.ts';
import { changedMetadata } from './metadata.ts';

/** Of the reason of a revocation, in characters. */
const MAX_REASON = 1024;

/** The refresh token that is exchanged, or the one the login will issue: metadata may be set before there is one. */
export const refreshToken: Namespace = (run) => {
  const { state, event } = run;
  const token = state.refreshToken;
  const offlineOnly = <A extends readonly unknown[]>(name: string, act: (...args: A) => void) => {
    return (...args: A): void => {
      if (at(event, 'refresh_token', 'access') === 'online') {
        throw new Error(`refreshToken.${name} cannot be called on an online refresh token`);
      }
      act(...args);
    };
  };
  return {
    revoke: (reason) => {
      if (reason !== undefined) assertText(reason, 'revoke: reason', { max: MAX_REASON });
      // documented for this exchange only; what it does elsewhere is not documented
      if (protocolOf(event) !== 'oauth2-refresh-token') throw new Error('there is no refresh token to revoke');
      token.revoked = true;
      state.denied = { error: 'access_denied', ...(typeof reason === 'string' ? { reason } : {}) };
    },
    setExpiresAt: offlineOnly('setExpiresAt', (time: unknown) => earliest(token, 'expiresAt', time)),
    setIdleExpiresAt: offlineOnly('setIdleExpiresAt', (time: unknown) => earliest(token, 'idleExpiresAt', time)),
    setMetadata: offlineOnly('setMetadata', (key: unknown, value: unknown) =>
      setMetadata(run, changedMetadata(token.metadata, key, value)),
    ),
    deleteMetadata: offlineOnly('deleteMetadata', (key: unknown) =>
      setMetadata(run, changedMetadata(token.metadata, String(key), null)),
    ),
    evictMetadata: offlineOnly('evictMetadata', () => setMetadata(run, {})),
  };
};

function setMetadata({ state, event }: Run, metadata: Record<string, string>): void {
  state.refreshToken.metadata = metadata;
  // no token is made up in the event: later Actions ask by it whether there is one
  const existing = event['refresh_token'];
  if (isMembers(existing)) existing['metadata'] = { ...metadata };
}
