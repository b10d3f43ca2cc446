// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import { follow } from '../eval/read-slot.ts';
import type { Condition } from '../eval/frame.ts';
import type { Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import type { Slot } from '../table.ts';
import { isMembers } from '../values/kinds.ts';
import { toInt, toUint } from '../values/numbers.ts';
import { TypeValue } from '../values/special.ts';

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
  ['has', { operands: 1, condition: (_, build, raw) => isThere(build.slot(raw[1]), ERROR) }],
  ['has_any', { operands: 1, condition: (_, build, raw) => isThere(build.slot(raw[1]), NO) }],
  ['int', constant(/^-?\d{1,19}$/, (text) => toInt(BigInt(text)))],
  ['uint', constant(/^\d{1,20}$/, (text) => toUint(BigInt(text)))],
  [
    'bytes',
    constant(/^(?:[\da-f]{2})*$/, (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))),
  ],
  ['type', constant(/^/, (text) => new TypeValue(text))],
];

/** A literal JSON has no form for, kept as text of a form of its own. */
function constant(form: RegExp, make: (text: string) => unknown): Op {
  return {
    operands: 1,
    value: (_, build, raw) => {
      const text = build.text(raw[1]);
      const value = form.test(text) ? make(text) : undefined;
      if (value === undefined) throw new TypeError('no literal');
      return () => value;
    },
  };
}

/** Whether an attribute is there; `withoutParent` where what it would be a member of is not, an error where that is no map (cel-spec, "Field Selection"). */
function isThere({ root, path }: Slot, withoutParent: Tri): Condition {
  const parent: Slot = { root, path: path.slice(0, -1), type: 'dyn' };
  const name = path.at(-1) ?? '';
  // INVARIANT: errors never widen. A source that said nothing at all has not said that the attribute is not there
  const missing = root === 'attribute' && path.length === 1 ? withoutParent : NO;
  return (frame) => {
    const found = follow(parent, frame);
    if (found === undefined) return withoutParent;
    return !isMembers(found) ? ERROR : own(found, name) === undefined ? missing : YES;
  };
}
