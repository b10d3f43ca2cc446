// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
import { both, outcomesOf } from './facts.ts';
import type { Declaration } from '../functions/declaration.ts';
import { LOGIC } from '../functions/logic.ts';
import type { Facts } from '../scope.ts';
import type { Typed } from '../typed.ts';
import { BOOL, typeName } from '../types.ts';

type Call = Extract<Ast, { kind: 'call' }>;

/** The operators that do not evaluate all of their operands; undefined for any other call. */
export function checkLogic(node: Call, env: Env): Typed | undefined {
  const declaration = LOGIC.find(({ name }) => name === node.name);
  if (declaration === undefined || node.target) return undefined;
  return declaration.op === 'if' ? conditional(node, declaration, env) : joined(node, declaration, env);
}

/** `&&` and `||`: each operand is checked knowing that the ones before it did not decide. */
function joined({ args: nodes, start, end }: Call, declaration: Declaration, env: Env): Typed {
  let facts: Facts = env.facts;
  const args = nodes.map((node) => {
    const part = truth(node, { ...env, facts });
    const outcomes = outcomesOf(part, env.scope);
    facts = both(facts, declaration.op === 'and' ? outcomes.whenTrue : outcomes.whenFalse);
    return part;
  });
  return {
    kind: 'apply',
    name: declaration.name,
    receiver: false,
    overloads: [declaration],
    params: args.map(() => BOOL),
    args,
    op: declaration.op,
    type: BOOL,
    start,
    end,
  };
}

/** `test ? a : b`, of the type both sides have. */
function conditional(node: Call, declaration: Declaration, env: Env): Typed {
  const [testNode, yesNode, noNode] = node.args;
  if (!testNode || !yesNode || !noNode) return errorAt(node);
  const { infer } = env;
  const test = truth(testNode, env);
  const { whenTrue, whenFalse } = outcomesOf(test, env.scope);
  const yes = env.check(yesNode, { ...env, facts: both(env.facts, whenTrue) });
  const no = env.check(noNode, { ...env, facts: both(env.facts, whenFalse) });
  const { name, op, params } = declaration;
  const wanted = infer.instantiate(params);
  const args = [test, yes, no];
  if (args.some(({ type }) => type.kind === 'error')) return errorAt(node);
  if (
    !infer.assignable(
      args.map((arg) => arg.type),
      wanted,
    )
  ) {
    const found = `${typeName(infer.known(yes.type))} and ${typeName(infer.known(no.type))}`;
    env.report('wrong-type-in-expression', node, `both sides of \`:\` must be of one type: found ${found}`);
    return errorAt(node);
  }
  const type = infer.join(yes.type, no.type);
  const { start, end } = node;
  return { kind: 'apply', name, receiver: false, overloads: [declaration], params: wanted, args, op, type, start, end };
}

function truth(node: Ast, env: Env): Typed {
  const typed = env.check(node, env);
  if (!env.infer.assignable([typed.type], [BOOL])) {
    const found = typeName(env.infer.known(typed.type));
    env.report('wrong-type-in-expression', typed, `expected a condition (bool), found ${found}`);
  }
  return typed;
}
