// SPDX-License-Identifier: Apache-2.0
import type { IssuanceError, Reason } from '../../model/decision.ts';
import { obligationType } from '../obligations.ts';
import { refuse, type Settled, type Step } from '../settled.ts';

const NO_SCOPE: Reason = { code: 'all_scopes_withheld', admin: 'every requested scope was withheld' };
const NO_DETAIL: Reason = { code: 'all_details_withheld', admin: 'every requested authorization detail was withheld' };
const NO_TARGET: Reason = { code: 'no_target_left', admin: 'no target is left' };

/** A request of which nothing is left fails, although its gates are open (AuthZEN token issuance, sections 4 and 8). */
export const requireSurvivors: Step = (settled, { request }) => {
  const { audiences, scopes, authorizationDetails, withheldDetails } = settled.decision;
  const hasDetail = authorizationDetails.length > 0;
  if (audiences.length === 0) return refuse(settled, 'invalid_target', NO_TARGET);
  if (request.scopes.length > 0 && scopes.granted.length === 0 && !hasDetail) {
    const first = scopes.withheld[0];
    // a step-up, say, would have granted it: the client should know that it can do something about it
    const error = scopes.withheld.every(({ reason }) => reason.code === 'unmet_obligation')
      ? unmetError(settled)
      : 'invalid_scope';
    return refuse(
      settled,
      error,
      scopes.withheld.length === 1 && first ? first.reason : NO_SCOPE,
      scopes.withheld.length === 1 && first ? first.rule : null,
    );
  }
  if (request.authorizationDetails.length > 0 && !hasDetail && request.scopes.length === 0) {
    const [only] = withheldDetails.length === 1 ? withheldDetails : [];
    return refuse(settled, 'invalid_authorization_details', only?.reason ?? NO_DETAIL, only?.rule ?? null);
  }
  return settled;
};

/** What the first requirement that stands in the way tells the client; one that a PDP elsewhere does not name was a step-up. */
function unmetError({ obligations }: Settled): IssuanceError {
  const blocking = obligations.find(({ met, about }) => !met && 'scope' in about);
  return blocking ? obligationType(blocking.type).error : 'unmet_authentication_requirements';
}
