// SPDX-License-Identifier: Apache-2.0
import type {
  DenyDecision,
  IssuanceDecision,
  IssuanceError,
  Obligation,
  PermitDecision,
  Reason,
  RuleRef,
  WithheldClaim,
} from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { Narrowable } from '../pdp/pdp.ts';
import type { Capabilities } from './capabilities.ts';
import type { Ceiling } from './ceiling.ts';

/** What a step may look at. */
export interface Facts {
  readonly request: IssuanceRequest;
  readonly capabilities: Capabilities;
  readonly ceiling: Ceiling;
  /** What of authorization details policy may make less, as the PDP says of itself. */
  readonly narrowable?: Narrowable;
}

/** A decision on its way through the guard: what was decided, which obligations are met, which claims could not be carried. */
export interface Settled<D extends IssuanceDecision = IssuanceDecision> {
  readonly decision: D;
  readonly obligations: readonly (Obligation & { readonly met: boolean })[];
  readonly withheldClaims: readonly WithheldClaim[];
}

/** One step after the decision: it may take away, and it may refuse; it never adds. */
export type Step = (settled: Settled<PermitDecision>, facts: Facts) => Settled;

/** The permit turned into a denial: every scope it granted is withheld for the same reason; what was withheld before stays so for its own. */
export function refuse(
  settled: Settled<PermitDecision>,
  error: IssuanceError,
  reason: Reason,
  rule: RuleRef | null = null,
): Settled<DenyDecision> {
  const { scopes, withheldDetails, obligations, policyDigest, trace } = settled.decision;
  const withheld = [
    ...scopes.withheld,
    ...scopes.granted.map((granted) => ({ scope: granted.scope, rule: rule ?? granted.rule, reason })),
  ];
  return {
    ...settled,
    decision: {
      outcome: 'deny',
      error,
      reason,
      rule,
      scopes: { granted: [], withheld },
      ...(withheldDetails.length > 0 && { withheldDetails }),
      obligations,
      policyDigest,
      trace,
    },
  };
}

/** The settled permit with a part of its decision replaced. */
export function change(settled: Settled<PermitDecision>, part: Partial<PermitDecision>): Settled<PermitDecision> {
  return { ...settled, decision: { ...settled.decision, ...part } };
}

/** Runs the steps in order, until one refuses. */
export function settle(decision: IssuanceDecision, steps: readonly Step[], facts: Facts): Settled {
  let settled: Settled = { decision, obligations: [], withheldClaims: [] };
  for (const step of steps) {
    if (!isPermitted(settled)) break;
    settled = step(settled, facts);
  }
  return settled;
}

function isPermitted(settled: Settled): settled is Settled<PermitDecision> {
  return settled.decision.outcome === 'permit';
}
