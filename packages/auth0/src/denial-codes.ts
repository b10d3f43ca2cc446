// SPDX-License-Identifier: Apache-2.0
import type { IssuanceError } from '@assay/core/model';

/** What `api.access.deny` of the machine triggers takes for a code. */
export type DenialCode = 'invalid_scope' | 'invalid_request' | 'server_error';

/**
 * The code for each of our errors. A refusal of policy is `invalid_request`: `invalid_scope` would invite to try other scopes, and
 * `server_error` to try again.
 */
export const DENIAL_CODES: Readonly<Record<IssuanceError, DenialCode>> = {
  access_denied: 'invalid_request',
  invalid_scope: 'invalid_scope',
  invalid_target: 'invalid_request',
  invalid_authorization_details: 'invalid_request',
  unmet_authentication_requirements: 'invalid_request',
  consent_required: 'invalid_request',
  server_error: 'server_error',
};
