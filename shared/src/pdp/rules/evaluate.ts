// SPDX-License-Identifier: Apache-2.0
import type { Frame } from '../eval/frame.ts';
import { ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { CUT, MAX_TRACE, traceCode } from '../trace.ts';
import type { CompiledRule } from './compiled-rule.ts';

/**
 * Whether the conjunction of a rule that was found through the client index holds, leaving one trace code: which conjunct failed, or which was
 * the first that could not be told. A conjunct that does not hold wins over one that errs. After too many rules no further one can be told.
 */
export function evaluate(rule: CompiledRule, frame: Frame): Tri {
  if (--frame.rules < 0) return ERROR;
  const { open } = rule;
  let erring = -1;
  for (let i = 0; i < open.length; i++) {
    const truth = open[i]!(frame); // sound: i is within the list
    if (truth === NO) {
      leave(frame, rule.failed[i]!);
      return NO;
    }
    if (truth === ERROR && erring < 0) erring = i;
  }
  if (erring < 0) {
    leave(frame, rule.held);
    return YES;
  }
  leave(frame, traceCode(rule.index, rule.places[erring] ?? 0, ERROR));
  return ERROR;
}

function leave({ trace }: Frame, code: number): void {
  if (trace.length < MAX_TRACE) trace.push(code);
  else if (trace.length === MAX_TRACE) trace.push(CUT);
}
