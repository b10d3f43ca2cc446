// SPDX-License-Identifier: Apache-2.0
import { CHECKER } from './check.ts';
import { EVALUATOR } from './evaluate.ts';
import { PARSER } from './parser.ts';
import type { Stage } from './stage.ts';

/** Every stage, in the order in which an expression meets them. */
export const STAGES: readonly Stage[] = [PARSER, CHECKER, EVALUATOR];
