// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceRequest } from '../../model/request.ts';
import { MAX_STEPS, type Meter } from './work.ts';

/** What a section binds while it decides one item. */
export interface Bound {
  readonly [name: string]: unknown;
}

/** The state of an evaluation: the inputs, and what was read and computed from them so far (undefined: not yet). */
export interface Frame extends Meter {
  readonly request: IssuanceRequest;
  readonly attributes: Attributes;
  bound: Bound;
  /** One place per slot, then one per source: what was read, checked, or EVAL_ERROR. */
  readonly slots: unknown[];
  readonly variables: unknown[];
  readonly trace: number[];
  /** What macros bind, by the place the compiler gave it. */
  readonly locals: unknown[];
  /** How many more rules may be evaluated. */
  rules: number;
}

/** Far above any real request (1,000 scopes at ten targets, each with ten rules), and a tenth of a second at most. */
export const MAX_RULES = 100_000;

/** The state of an evaluation in which nothing was read yet, and all of the budget is left. */
export const frameOf = (request: IssuanceRequest, attributes: Attributes, bound: Bound): Frame => ({
  request,
  attributes,
  bound,
  slots: [],
  variables: [],
  trace: [],
  locals: [],
  steps: MAX_STEPS,
  rules: MAX_RULES,
});

export type Condition = (frame: Frame) => 0 | 1 | 2;
export type Value = (frame: Frame) => unknown;
