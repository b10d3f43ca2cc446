// SPDX-License-Identifier: Apache-2.0
import type { Reason } from '../../model/decision.ts';
import { change, type Step } from '../settled.ts';

const OUTSIDE: Reason = { code: 'outside_baseline', admin: 'the identity provider would not issue this scope' };

/** INVARIANT: never broaden. A scope that was requested and is permitted, but that the identity provider would not issue, stays withheld unless an operator's ceiling has it. */
export const withholdBeyondBaseline: Step = (settled, { request, ceiling }) => {
  const { granted, withheld } = settled.decision.scopes;
  const isAllowed = (scope: string): boolean =>
    request.baseline.scopes.includes(scope) || ceiling.scopes?.includes(scope) === true;
  if (granted.every(({ scope }) => isAllowed(scope))) return settled;
  const beyond = granted
    .filter(({ scope }) => !isAllowed(scope))
    .map(({ scope, rule }) => ({ scope, rule, reason: OUTSIDE }));
  return change(settled, {
    scopes: { granted: granted.filter(({ scope }) => isAllowed(scope)), withheld: [...withheld, ...beyond] },
  });
};
