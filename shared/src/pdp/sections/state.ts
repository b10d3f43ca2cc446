// SPDX-License-Identifier: Apache-2.0
import type { GrantedScope, LifetimeLimit, Obligation, OpenGate, WithheldScope } from '../../model/decision.ts';
import type { Bound, Frame } from '../eval/frame.ts';
import type { RuleIndex, TokenRules } from '../rules/rule-index.ts';
import type { Runtime } from '../runtime.ts';

/** An audience whose gates are open, with the rules about it, and those about each token of the request. */
export interface Target {
  readonly audience: string;
  readonly rules: RuleIndex;
  readonly tokens: readonly TokenRules[];
}

/** One decision being made: the frame its rules are evaluated in, the surviving audiences with their rules, and what has been decided so far. */
export interface State extends Frame {
  readonly runtime: Runtime;
  readonly targets: Target[];
  readonly gates: OpenGate[];
  readonly granted: GrantedScope[];
  readonly withheld: WithheldScope[];
  readonly obligations: Obligation[];
  /** The tightest lifetime of an access token that an authorization detail brought. */
  lifetime: LifetimeLimit | undefined;
}

/** Binds what the next rules may read, and forgets what was read of the last binding. */
export function bind(state: State, bound: Bound): void {
  const { boundSlots } = state.runtime;
  if (boundSlots.length === 0) return;
  state.bound = bound;
  for (const slot of boundSlots) state.slots[slot] = undefined;
}

/** The tighter of two limits; the first where they are equal. */
export function tighter(a: LifetimeLimit | undefined, b: LifetimeLimit | undefined): LifetimeLimit | undefined {
  return a === undefined || (b !== undefined && b.seconds < a.seconds) ? b : a;
}
