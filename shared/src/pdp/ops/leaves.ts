// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import { follow } from '../eval/read-slot.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';

const literal: Op = {
  operands: 1,
  value: (_, build, raw) => {
    const value = build.literal(raw) ?? EVAL_ERROR;
    return () => value;
  },
};

/** Literals, attributes, variables, and whether an attribute is there. */
export const LEAF_OPS: readonly (readonly [string, Op])[] = [
  ['str', literal],
  ['num', literal],
  ['bool', literal],
  ['list', literal],
  ['null', { operands: 0, value: () => () => null }],
  [
    'slot',
    {
      operands: 1,
      value: (_, build, raw) => {
        const { place, read } = build.operand(raw);
        return (frame) => frame.slots[place] ?? read(frame);
      },
    },
  ],
  ['var', { operands: 1, value: (_, build, raw) => build.variable(raw[1]) }],
  [
    'has',
    {
      operands: 1,
      condition: (_, build, raw) => {
        const slot = build.slot(raw[1]);
        const source = slot.root === 'attribute' ? slot.path[0] : undefined;
        // INVARIANT: errors never widen. A source that said nothing at all has not said that the attribute is not there
        return (frame) =>
          follow(slot, frame) !== undefined
            ? YES
            : source !== undefined && own(frame.attributes, source) === undefined
              ? ERROR
              : NO;
      },
    },
  ],
];
