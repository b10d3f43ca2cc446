// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceRequest } from '../../model/request.ts';

/** What a section binds while it decides one item. */
export interface Bound {
  readonly [name: string]: unknown;
}

/** The state of an evaluation: the inputs, and what was read and computed from them so far (undefined: not yet). */
export interface Frame {
  readonly request: IssuanceRequest;
  readonly attributes: Attributes;
  bound: Bound;
  /** One place per slot, then one per source: what was read, checked, or EVAL_ERROR. */
  readonly slots: unknown[];
  readonly variables: unknown[];
  readonly trace: number[];
  /** What macros bind, by the place the compiler gave it. */
  readonly locals: unknown[];
  /** How many more items macros may go over in this decision. */
  steps: number;
}

/** More than any policy needs (the compiler refuses an expression that could need more), and few enough to stay within a hook's time. */
export const MAX_STEPS = 1_000_000;

export type Condition = (frame: Frame) => 0 | 1 | 2;
export type Value = (frame: Frame) => unknown;
