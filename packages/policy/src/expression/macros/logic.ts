// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../ast.ts';
import type { Env, Macro } from '../env.ts';
import { both, outcomesOf } from '../facts.ts';
import type { Facts } from '../scope.ts';
import type { Typed } from '../typed.ts';
import { BOOL, join, typeName } from '../types.ts';

/** `&&` and `||`: each operand is checked knowing that the ones before it did not decide. */
const joined = (name: string, op: 'and' | 'or'): Macro => ({
  name,
  receiver: false,
  check: ({ args, start, end }, env) => {
    let facts: Facts = env.facts;
    const parts = args.map((arg) => {
      const part = truth(arg, { ...env, facts });
      const outcomes = outcomesOf(part, env.scope);
      facts = both(facts, op === 'and' ? outcomes.whenTrue : outcomes.whenFalse);
      return part;
    });
    return { kind: 'apply', op, args: parts, type: BOOL, start, end };
  },
});

export const CONJUNCTION: Macro = joined('_&&_', 'and');
export const DISJUNCTION: Macro = joined('_||_', 'or');

/** `test ? a : b`, of the type both sides have. */
export const CONDITIONAL: Macro = {
  name: '_?_:_',
  receiver: false,
  check: ({ args: [testNode, yesNode, noNode], start, end }, env) => {
    if (!testNode || !yesNode || !noNode) return { kind: 'error', type: { kind: 'error' }, start, end };
    const test = truth(testNode, env);
    const { whenTrue, whenFalse } = outcomesOf(test, env.scope);
    const yes = env.check(yesNode, { ...env, facts: both(env.facts, whenTrue) });
    const no = env.check(noNode, { ...env, facts: both(env.facts, whenFalse) });
    const type = join(yes.type, no.type);
    if (type.kind === 'dyn' && yes.type.kind !== 'dyn' && no.type.kind !== 'dyn') {
      const found = `${typeName(yes.type)} and ${typeName(no.type)}`;
      env.report('wrong-type-in-expression', { start, end }, `both sides of \`:\` must be of one type: found ${found}`);
      return { kind: 'error', type: { kind: 'error' }, start, end };
    }
    return { kind: 'apply', op: 'if', args: [test, yes, no], type, start, end };
  },
};

function truth(node: Ast, env: Env): Typed {
  const typed = env.check(node, env);
  if (!['bool', 'dyn', 'error'].includes(typed.type.kind)) {
    env.report('wrong-type-in-expression', typed, `expected a condition (bool), found ${typeName(typed.type)}`);
  }
  return typed;
}
