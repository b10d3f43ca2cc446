// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceDecision, IssuanceRequest } from '@assay/core/model';
import type { TablePdp } from '@assay/core/pdp';

/** One decision as the table made it, before the guard, and what it was made on. */
export interface SeenDecision {
  readonly request: IssuanceRequest;
  readonly attributes: Attributes;
  readonly decision: IssuanceDecision;
}

/** A PDP that decides as `pdp` does, and shows each decision to `see`. */
export function watchDecisions(pdp: TablePdp, see: (seen: SeenDecision) => void): TablePdp {
  return {
    ...pdp,
    decide: (request, attributes) => {
      const decision = pdp.decide(request, attributes);
      see({ request, attributes, decision });
      return decision;
    },
  };
}
