// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision } from '../model/decision.ts';
import { parseIssuanceRequest } from '../model/parse-request.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { Adapter, Refusal } from '../pep/adapter.ts';
import type { Capabilities } from '../pep/capabilities.ts';

/** What an identity provider that can do everything would be told. */
export type EchoAnswer =
  | { readonly kind: 'issued'; readonly decision: PermitDecision }
  | { readonly kind: 'unchanged'; readonly native: unknown }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A trigger that can carry out everything. */
export const EVERYTHING: Capabilities = {
  scopes: 'remove',
  hasUnseenScopes: false,
  claims: {
    access_token: { set: 'json', remove: true },
    id_token: { set: 'json', remove: true },
    refresh_token: { set: 'json', remove: true },
    saml2: { set: 'json', remove: true },
  },
  lifetime: ['access_token', 'id_token', 'refresh_token', 'saml2'],
  audience: true,
  groups: true,
  roles: true,
  authorizationDetails: true,
  obligations: [],
  isReservedClaim: () => false,
};

/** An adapter whose native event is an IssuanceRequest and whose answer is what it was told: the smallest there is. */
export function echoAdapter(capabilities: Partial<Capabilities> = {}): Adapter<IssuanceRequest, EchoAnswer> {
  const can = { ...EVERYTHING, ...capabilities };
  return {
    name: 'echo',
    parseEvent: parseIssuanceRequest,
    toRequest: (event) => event,
    capabilities: () => can,
    correlation: () => ({}),
    toResponse: (decision) => ({ kind: 'issued', decision }),
    unchanged: (native) => ({ kind: 'unchanged', native }),
    refuse: (refusal) => ({ kind: 'refused', refusal }),
  };
}
