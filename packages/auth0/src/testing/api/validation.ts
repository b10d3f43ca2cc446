// SPDX-License-Identifier: Apache-2.0
import { assertText } from '../checks.ts';
import { CHAIN, type Namespace } from '../run.ts';

/** Of the code and the message of a validation error, in characters. */
export const VALIDATION_LIMITS = { code: 100, message: 100 } as const;

/** Ends the login with an error of the tenant's own. How it reaches the client is not documented: here as a denial. */
export const validation: Namespace = ({ state }) => ({
  error: (code, message) => {
    assertText(code, 'error: errorCode', { max: VALIDATION_LIMITS.code });
    const reason = assertText(message, 'error: errorMessage', { max: VALIDATION_LIMITS.message });
    state.denied = { error: 'access_denied', reason };
    return CHAIN;
  },
});

/** Tenants that still have Rules; the emulator has none. */
export const rules: Namespace = () => ({ wasExecuted: () => false });
