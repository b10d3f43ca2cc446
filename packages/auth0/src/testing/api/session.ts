// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { assertBoolean, assertMembers, assertOneOf, assertText } from '../checks.ts';
import { isMembers, memberOf, type Members } from '../json.ts';
import type { Namespace } from '../run.ts';
import { earliest } from './expiry.ts';
import { changedMetadata } from './metadata.ts';

/** The session of the browser; unlike that of a refresh token, its metadata needs a session that is there. */
export const session: Namespace = ({ state, event }) => {
  const existing = (): Members | undefined => {
    const found = event['session'];
    return isMembers(found) ? found : undefined;
  };
  const setMetadata = (metadata: Record<string, string>): void => {
    const found = existing();
    if (found === undefined) return;
    state.session.metadata = metadata;
    found['metadata'] = { ...metadata };
  };
  return {
    revoke: (reason, options) => {
      if (reason !== undefined) assertText(reason, 'revoke: reason');
      const given = options === undefined ? {} : assertMembers(options, 'revoke: options', ['preserveRefreshTokens']);
      const preserve = own(given, 'preserveRefreshTokens') ?? false;
      state.session.revoked = { preserveRefreshTokens: assertBoolean(preserve, 'preserveRefreshTokens') };
      state.denied = { error: 'access_denied', ...(typeof reason === 'string' ? { reason } : {}) };
    },
    setExpiresAt: (time) => earliest(state.session, 'expiresAt', time),
    setIdleExpiresAt: (time) => earliest(state.session, 'idleExpiresAt', time),
    setCookieMode: (mode) => {
      state.session.cookieMode = assertOneOf(mode, 'the cookie mode', ['persistent', 'non-persistent']);
      const found = existing();
      if (found !== undefined) memberOf(found, 'cookie')['mode'] = mode;
    },
    setMetadata: (key, value) => {
      if (existing() === undefined) throw new Error('there is no session to set metadata of');
      setMetadata(changedMetadata(state.session.metadata, key, value));
    },
    deleteMetadata: (key) => setMetadata(changedMetadata(state.session.metadata, String(key), null)),
    evictMetadata: () => setMetadata({}),
  };
};
