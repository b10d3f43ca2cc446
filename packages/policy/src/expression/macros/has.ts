// SPDX-License-Identifier: Apache-2.0
import { errorAt, type Macro } from '../env.ts';
import { selectFrom } from '../select.ts';
import { BOOL } from '../types.ts';

/** `has(a.b)`: whether the member is there; one that is null is (cel-spec, "Field Selection"). */
export const HAS: Macro = {
  name: 'has',
  receiver: false,
  check: (call, env) => {
    const [argument, ...others] = call.args;
    if (argument?.kind !== 'select' || others.length > 0) {
      env.report(
        'expression-syntax',
        call,
        'expected the name of a member in `has(...)`',
        'write `has(iga.manager)`, with a dot',
      );
      return errorAt(call);
    }
    // an input that may be absent as a whole is asked for by any of its members: has(actor.id)
    const root = argument.operand.kind === 'ident' ? argument.operand.name : undefined;
    const facts = root === undefined ? env.facts : new Set([...env.facts, root]);
    const target = env.operand(argument.operand, { ...env, facts });
    if (target.kind === 'error') return target;
    const member = selectFrom(target, argument, env);
    const { start, end } = call;
    if (member.kind === 'read')
      return { kind: 'apply', op: 'has', args: [member], key: member.key, type: BOOL, start, end };
    if (member.kind !== 'apply' || member.op !== 'field') return member;
    const { key, args } = member;
    return { kind: 'apply', op: 'has_field', args, ...(key === undefined ? {} : { key }), type: BOOL, start, end };
  },
};
