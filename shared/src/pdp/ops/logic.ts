// SPDX-License-Identifier: Apache-2.0
import type { Condition } from '../eval/frame.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';

/** `&&` and `||` with absorption: the deciding truth wins over an error on either side (CEL, "Logical Operators"). */
function joined(parts: readonly Condition[], deciding: Tri, otherwise: Tri): Condition {
  return (frame) => {
    let result: Tri = otherwise;
    for (const part of parts) {
      const truth = part(frame);
      if (truth === deciding) return deciding;
      if (truth === ERROR) result = ERROR;
    }
    return result;
  };
}

/** Truth functions and the conditional. */
export const LOGIC_OPS: readonly (readonly [string, Op])[] = [
  ['and', { operands: 'many', condition: (operands, build) => joined(operands.map(build.condition), NO, YES) }],
  ['or', { operands: 'many', condition: (operands, build) => joined(operands.map(build.condition), YES, NO) }],
  [
    'not',
    {
      operands: 1,
      condition: ([operand], build) => {
        const condition = build.condition(operand!); // sound: the number of operands was checked
        return (frame) => {
          const truth = condition(frame);
          return truth === ERROR ? ERROR : truth === YES ? NO : YES;
        };
      },
    },
  ],
  [
    'if',
    {
      operands: 3,
      value: ([test, yes, no], build) => {
        const condition = build.condition(test!);
        const whenYes = build.value(yes!);
        const whenNo = build.value(no!);
        return (frame) => {
          const truth = condition(frame);
          return truth === ERROR ? EVAL_ERROR : truth === YES ? whenYes(frame) : whenNo(frame);
        };
      },
    },
  ],
];
