// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision } from '../model/decision.ts';
import type { Attributes, IssuanceRequest } from '../model/request.ts';
import type { Governance } from './table.ts';

/** Paths into authorization details, by their type. */
export interface Narrowable {
  readonly [type: string]: readonly (readonly string[])[];
}

/** What decides: the embedded decision table, or something that asks a PDP elsewhere. */
export interface Pdp {
  readonly digest: string;
  readonly governance: Governance;
  /** Names of request parameters the policy reads; others are not taken over from the event. */
  readonly parameters: readonly string[];
  /** Every source some decision may read; and those a decision of this request may. */
  readonly sources: readonly string[];
  sourcesFor(request: IssuanceRequest): readonly string[];
  /** Members of authorization details its policy may make less, by type and path; where it says nothing, every member has to stay what it is. */
  readonly narrowable?: Narrowable;
  decide(request: IssuanceRequest, attributes: Attributes): IssuanceDecision | Promise<IssuanceDecision>;
}
