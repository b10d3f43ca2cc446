// SPDX-License-Identifier: Apache-2.0
import { own } from '../model/json.ts';
import type { Obligation } from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { IssuanceError } from '../model/decision.ts';

/** One kind of obligation: whether a request meets it already, and what a client is told where it cannot be met. */
export interface ObligationType {
  readonly isMet: (properties: Obligation['properties'], request: IssuanceRequest) => boolean;
  readonly error: IssuanceError;
}

/** The authentication has the wanted `acr`, and is not older than `maxAgeSeconds` (OpenID Connect Core section 3.1.2.1, RFC 9470). What is not known is not met. */
const stepUp: ObligationType = {
  isMet({ acr, maxAgeSeconds }, { authentication, context }) {
    const isStrong = acr === undefined || authentication.acr === acr;
    const isFresh =
      maxAgeSeconds === undefined ||
      (typeof maxAgeSeconds === 'number' &&
        authentication.authTime !== undefined &&
        context.time - authentication.authTime <= maxAgeSeconds);
    return isStrong && isFresh;
  },
  error: 'unmet_authentication_requirements',
};

/** Every kind of obligation that is understood; any other cannot be met (AuthZEN obligations profile: an unknown one denies). */
const OBLIGATIONS: Readonly<Record<string, ObligationType>> = { step_up: stepUp };

const UNKNOWN: ObligationType = { isMet: () => false, error: 'access_denied' };

export function obligationType(type: string): ObligationType {
  return (own(OBLIGATIONS, type) as ObligationType | undefined) ?? UNKNOWN; // sound: an own member of the table above
}
