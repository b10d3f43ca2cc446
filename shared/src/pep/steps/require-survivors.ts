// SPDX-License-Identifier: Apache-2.0
import type { IssuanceError, PermitDecision, Reason, RuleRef } from '../../model/decision.ts';
import { obligationType } from '../obligations.ts';
import { refuse, type Settled, type Step } from '../settled.ts';

interface Withheld {
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

/** What is told where nothing of one kind is left. */
interface Kind {
  readonly member: 'scope' | 'detail';
  readonly error: IssuanceError;
  readonly reason: Reason;
}

const SCOPES: Kind = {
  member: 'scope',
  error: 'invalid_scope',
  reason: { code: 'all_scopes_withheld', admin: 'every requested scope was withheld' },
};
const DETAILS: Kind = {
  member: 'detail',
  error: 'invalid_authorization_details',
  reason: { code: 'all_details_withheld', admin: 'every requested authorization detail was withheld' },
};
const NO_TARGET: Reason = { code: 'no_target_left', admin: 'no target is left' };

/** A request of which nothing is left fails, although its gates are open (AuthZEN token issuance, sections 4 and 8). */
export const requireSurvivors: Step = (settled, { request }) => {
  const { audiences, scopes, authorizationDetails, withheldDetails } = settled.decision;
  const hasDetail = authorizationDetails.length > 0;
  if (audiences.length === 0) return refuse(settled, 'invalid_target', NO_TARGET);
  if (request.scopes.length > 0 && scopes.granted.length === 0 && !hasDetail)
    return refuseAll(settled, SCOPES, scopes.withheld);
  if (request.authorizationDetails.length > 0 && !hasDetail && request.scopes.length === 0)
    return refuseAll(settled, DETAILS, withheldDetails);
  return settled;
};

/** Says of one that was withheld why, and of several that all were. */
function refuseAll(
  settled: Settled<PermitDecision>,
  { member, error, reason }: Kind,
  withheld: readonly Withheld[],
): Settled {
  const [first] = withheld;
  const only = withheld.length === 1 ? first : undefined;
  // a step-up, say, would have granted it: the client should know that it can do something about it
  const isUnmet = first !== undefined && withheld.every((each) => each.reason.code === 'unmet_obligation');
  return refuse(settled, isUnmet ? unmetError(settled, member) : error, only?.reason ?? reason, only?.rule);
}

/** What the first requirement that stands in the way tells the client; one that a PDP elsewhere does not name was a step-up. */
function unmetError({ obligations }: Settled, member: Kind['member']): IssuanceError {
  const blocking = obligations.find(({ met, about }) => !met && member in about);
  return blocking ? obligationType(blocking.type).error : 'unmet_authentication_requirements';
}
