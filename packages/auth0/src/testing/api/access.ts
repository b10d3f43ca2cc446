// SPDX-License-Identifier: Apache-2.0
import { assertText } from '../checks.ts';
import { CHAIN, type Namespace } from '../run.ts';

/** What a denial says, in characters. */
export const DENIAL_LIMITS = {
  code: { min: 1, max: 1024 },
  reason: { min: 1, max: 4096 },
} as const;

/** The codes of a denial of client credentials. */
export const CREDENTIALS_EXCHANGE_CODES: readonly string[] = ['invalid_scope', 'invalid_request', 'server_error'];

/** The login goes no further than this Action; what it asked for of the user's metadata is still done. */
export const postLoginAccess: Namespace = ({ state }) => ({
  deny: (reason) => {
    state.denied = { error: 'access_denied', ...reasonOf(reason) };
    return CHAIN;
  },
});

export const credentialsExchangeAccess: Namespace = ({ state }) => ({
  deny: (code, reason) => {
    if (CREDENTIALS_EXCHANGE_CODES.includes(code as string)) {
      state.denied = { error: code as string, ...reasonOf(reason) }; // sound: one of the codes
    } else {
      // the method checks nothing; what the server makes of a code that is none is not documented, and it is no answer to build on
      state.failed = { error: 'server_error', description: 'the code of the denial is not one of the trigger' };
    }
    return CHAIN;
  },
});

export const customTokenExchangeAccess: Namespace = ({ state }) => ({
  deny: (code, reason) => {
    const error = assertText(code, 'deny: code', DENIAL_LIMITS.code);
    state.denied = { error, reason: assertText(reason, 'deny: reason', DENIAL_LIMITS.reason) };
  },
  rejectInvalidSubjectToken: (reason) => {
    const text = assertText(reason, 'rejectInvalidSubjectToken: reason', DENIAL_LIMITS.reason);
    state.denied = { error: 'invalid_request', reason: text, isInvalidSubjectToken: true };
  },
});

function reasonOf(reason: unknown): { reason?: string } {
  return typeof reason === 'string' ? { reason } : {};
}
