// SPDX-License-Identifier: Apache-2.0
import type { GrantedScope, LifetimeLimit, Obligation, OpenGate, WithheldScope } from '../../model/decision.ts';
import type { Bound, Frame } from '../eval/frame.ts';
import type { RuleIndex } from '../rules/rule-index.ts';
import type { Governance } from '../table.ts';

/** What the sections of one decision share: the frame, the surviving audiences with their rules, and what has been decided so far. */
export interface State {
  readonly frame: Frame;
  readonly governance: Governance;
  /** Slots that read what a section binds; they are forgotten when it binds something else. */
  readonly boundSlots: readonly number[];
  readonly targets: { readonly audience: string; readonly rules: RuleIndex }[];
  readonly gates: OpenGate[];
  readonly granted: GrantedScope[];
  readonly withheld: WithheldScope[];
  readonly obligations: Obligation[];
  /** The tightest lifetime of an access token that an authorization detail brought. */
  lifetime: LifetimeLimit | undefined;
}

/** Binds what the next rules may read, and forgets what was read of the last binding. */
export function bind(state: State, bound: Bound): void {
  state.frame.bound = bound;
  for (const slot of state.boundSlots) state.frame.slots[slot] = undefined;
}

/** The tighter of two limits; the first where they are equal. */
export function tighter(a: LifetimeLimit | undefined, b: LifetimeLimit | undefined): LifetimeLimit | undefined {
  return a === undefined || (b !== undefined && b.seconds < a.seconds) ? b : a;
}
