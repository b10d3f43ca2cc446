// SPDX-License-Identifier: Apache-2.0
import { applyObligations } from './steps/apply-obligations.ts';
import { fitClaims } from './steps/fit-claims.ts';
import { limitLifetimes } from './steps/limit-lifetimes.ts';
import { refuseBroadening } from './steps/refuse-broadening.ts';
import { refuseReservedClaims } from './steps/refuse-reserved-claims.ts';
import { refuseUnenforceable } from './steps/refuse-unenforceable.ts';
import { requireSurvivors } from './steps/require-survivors.ts';
import { withholdBeyondBaseline } from './steps/withhold-beyond-baseline.ts';
import type { Step } from './settled.ts';

/**
 * What every permit passes before it is carried out, whoever decided it: the table, a remote PDP, a bug. First what must not be believed,
 * then what is taken away, last whether this trigger can do what is left. The order is the security property.
 */
export const GUARD: readonly Step[] = [
  refuseBroadening,
  refuseReservedClaims,
  withholdBeyondBaseline,
  applyObligations,
  requireSurvivors,
  limitLifetimes,
  fitClaims,
  refuseUnenforceable,
];
