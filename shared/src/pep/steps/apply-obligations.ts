// SPDX-License-Identifier: Apache-2.0
import type { Obligation, PermitDecision, Reason } from '../../model/decision.ts';
import { isFulfilled, isStartable, obligationType } from '../obligations.ts';
import { change, refuse, type Facts, type Settled, type Step } from '../settled.ts';

type Checked = Obligation & { readonly met: boolean };

/**
 * Meets every obligation, or takes away what it was asked for: an obligation is met already, or can be started by this trigger and for this request, or its scope
 * or detail is withheld; a gate's denies.
 */
export const applyObligations: Step = (settled, facts) => {
  const { obligations } = settled.decision;
  if (obligations.length === 0) return settled;
  const checked = obligations.map((obligation) => ({ ...obligation, met: isFulfilled(obligation, facts.request) }));
  const unmet = checked.filter((obligation) => !obligation.met && !canStart(obligation, facts));
  const result: Settled<PermitDecision> = { ...settled, obligations: checked };
  const atGate = unmet.find((obligation) => 'gate' in obligation.about);
  if (atGate) return refuse(result, obligationType(atGate.type).error, reasonFor(atGate), atGate.rule);
  return withholdDetails(withholdScopes(result, unmet), unmet, facts);
};

const canStart = (obligation: Obligation, { capabilities, request }: Facts): boolean =>
  capabilities.obligations.includes(obligation.type) && isStartable(obligation, request);

function reasonFor({ type, properties }: Obligation): Reason {
  const settings = Object.entries(properties).map(([name, value]) => `${name} ${value}`);
  const what = settings.length === 0 ? type : `${type} (${settings.join(', ')})`;
  return { code: 'unmet_obligation', admin: `${what} is required and not met` };
}

function withholdScopes(settled: Settled<PermitDecision>, unmet: readonly Checked[]): Settled<PermitDecision> {
  const blocking = new Map(
    unmet.flatMap((obligation) => ('scope' in obligation.about ? [[obligation.about.scope, obligation] as const] : [])),
  );
  if (blocking.size === 0) return settled;
  const { granted, withheld } = settled.decision.scopes;
  const taken = granted.flatMap(({ scope }) => {
    const obligation = blocking.get(scope);
    return obligation ? [{ scope, rule: obligation.rule, reason: reasonFor(obligation) }] : [];
  });
  return change(settled, {
    scopes: { granted: granted.filter(({ scope }) => !blocking.has(scope)), withheld: [...withheld, ...taken] },
  });
}

/** The decision does not say which of the kept entries came of which requested one: where an obligation of a detail is unmet, every kept entry of its type goes. */
function withholdDetails(
  settled: Settled<PermitDecision>,
  unmet: readonly Checked[],
  { request }: Facts,
): Settled<PermitDecision> {
  let result = settled;
  for (const obligation of unmet) {
    if (!('detail' in obligation.about)) continue;
    const index = obligation.about.detail;
    const type = request.authorizationDetails[index]?.type ?? '';
    const { authorizationDetails, withheldDetails } = result.decision;
    result = change(result, {
      authorizationDetails: authorizationDetails.filter((detail) => detail.type !== type),
      withheldDetails: [...withheldDetails, { index, type, rule: obligation.rule, reason: reasonFor(obligation) }],
    });
  }
  return result;
}
