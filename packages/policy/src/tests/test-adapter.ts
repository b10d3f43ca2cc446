// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, PermitDecision } from '@assay/core/model';
import type { Adapter, Capabilities } from '@assay/core/pep';

const CLAIMS = { set: 'json', remove: true } as const;

/** A trigger that can carry out everything, and starts the requirements named: tests are about policy, and `assay check` about what a real trigger cannot do. */
export function testAdapter(starts: readonly string[]): Adapter<IssuanceRequest, PermitDecision | undefined> {
  const capabilities: Capabilities = {
    scopes: 'remove',
    hasUnseenScopes: false,
    claims: { access_token: CLAIMS, id_token: CLAIMS, refresh_token: CLAIMS, saml2: CLAIMS },
    lifetime: ['access_token', 'id_token', 'refresh_token', 'saml2'],
    audience: true,
    groups: true,
    roles: true,
    authorizationDetails: true,
    obligations: starts,
    isReservedClaim: () => false,
  };
  return {
    name: 'test',
    // sound: the request of a case, which was read when the file was
    parseEvent: (native) => ({ ok: true, value: native as IssuanceRequest }),
    toRequest: (event) => event,
    capabilities: () => capabilities,
    correlation: () => ({}),
    toResponse: (decision) => decision,
    unchanged: () => undefined,
    refuse: () => undefined,
  };
}
