// SPDX-License-Identifier: Apache-2.0
import type { Frame } from '../eval/frame.ts';
import { ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { traceCode } from '../trace.ts';
import type { CompiledRule } from './compiled-rule.ts';

/**
 * Whether the rule's conjunction holds, leaving one trace code: which conjunct failed, or which was the first that could not be told.
 * A conjunct that does not hold wins over one that errs.
 */
export function evaluate(rule: CompiledRule, frame: Frame): Tri {
  const { when, index } = rule;
  let erring = -1;
  for (let i = 0; i < when.length; i++) {
    const truth = when[i]!(frame); // sound: i is within the list
    if (truth === NO) {
      frame.trace.push(traceCode(index, i, NO));
      return NO;
    }
    if (truth === ERROR && erring < 0) erring = i;
  }
  if (erring >= 0) {
    frame.trace.push(traceCode(index, erring, ERROR));
    return ERROR;
  }
  frame.trace.push(traceCode(index, 0, YES));
  return YES;
}
