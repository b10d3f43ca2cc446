// SPDX-License-Identifier: Apache-2.0
import type { Mistake } from './mistake.ts';

/** Mistakes in expressions, and in what a policy means: found by the compiler and by the check of targets. */
export const EXPRESSION_MISTAKES: readonly Mistake[] = [];
