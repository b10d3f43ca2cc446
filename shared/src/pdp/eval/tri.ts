// SPDX-License-Identifier: Apache-2.0

/** Three-valued logic: a condition does not hold, holds, or cannot be told because something it reads is missing or of a wrong type. */
export type Tri = 0 | 1 | 2;
export const NO = 0;
export const YES = 1;
export const ERROR = 2;

/** The value of an expression that cannot be evaluated. One shared value: which read caused it is found again by the explanation. */
export const EVAL_ERROR: unique symbol = Symbol('evaluation error');
