// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../../diagnostics/near-match.ts';
import { quote, quoteList } from '../../diagnostics/quote.ts';
import type { Ast, Range } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
import { named, reportOptional } from './ident.ts';
import { valueType } from './infer.ts';
import { dottedName, firstName } from './names.ts';
import type { Typed } from '../typed.ts';
import { BOOL, DYN, optionalOf, typeName, type Member, type Type } from '../types.ts';

/** A member by name: of a selection, or of an index that is a literal string. */
export interface MemberOf extends Range {
  readonly field: string;
  readonly fieldRange: Range;
  readonly test?: true;
}

type Select = Extract<Ast, { kind: 'select' }>;

/** A selection: a name with dots, a variable, or a member of a value. */
export function checkSelection(node: Select, env: Env): Typed {
  const variable = variableAt(node.operand, node, env);
  if (variable) return variable;
  const root = firstName(node);
  const name = node.test || root === undefined || env.locals.has(root) ? undefined : dottedName(node);
  const whole = name === undefined ? undefined : named(name, node, env);
  return whole ?? checkMember(operandOf(node.operand, node.test === true, env), node, env);
}

/** An input that may be absent as a whole is asked for by any of its members: `has(actor.id)`, `actor.?id`. */
function operandOf(operand: Ast, asks: boolean, env: Env): Typed {
  const root = asks && operand.kind === 'ident' ? operand.name : undefined;
  return env.operand(operand, root === undefined ? env : { ...env, facts: new Set([...env.facts, root]) });
}

/** `a.?b`: the member as an optional value, which has none where it is not there; undefined for any other call. */
export function checkOptionalMember(node: Extract<Ast, { kind: 'call' }>, env: Env): Typed | undefined {
  const [operandNode, name] = node.args;
  if (node.name !== '_?._' || !operandNode || name?.kind !== 'literal' || name.value.type !== 'string')
    return undefined;
  const operand = operandOf(operandNode, true, env);
  const type = env.infer.known(operand.type);
  const field = name.value.value;
  const found = memberOf(operand, type.kind === 'optional' ? env.infer.known(type.of) : type, field, name, env);
  if (found === undefined) return errorAt(node);
  const { start, end } = node;
  return {
    kind: 'select',
    operand,
    field,
    test: false,
    optional: true,
    of: found.type,
    ...(found.path && { path: found.path }),
    type: optionalOf(found.type),
    start,
    end,
  };
}

/** `variables.name`; undefined where the operand is something else. */
export function variableAt(operand: Ast, member: MemberOf, env: Env): Typed | undefined {
  const { inputs, variables } = env.scope;
  if (operand.kind !== 'ident' || operand.name !== 'variables') return undefined;
  if (inputs.has('variables') || env.locals.has('variables')) return undefined;
  const variable = variables.get(member.field);
  const { start, end } = member;
  if (variable) return { kind: 'variable', name: member.field, type: variable.type, start, end };
  const help = didYouMean(member.field, variables.keys());
  env.report('unknown-name', member.fieldRange, `there is no variable ${quote(member.field)} here`, help);
  return errorAt(member);
}

/** The member of a checked value, or whether it is there; reports one that may be absent and was not asked for. */
export function checkMember(operand: Typed, member: MemberOf, env: Env): Typed {
  const { field, fieldRange, test = false, start, end } = member;
  const type = env.infer.known(operand.type);
  const inner = type.kind === 'optional' ? env.infer.known(type.of) : type;
  const found = memberOf(operand, inner, field, fieldRange, env);
  if (found === undefined) return errorAt(member);
  const parent = keyOf(operand);
  const key = parent === undefined ? undefined : parent + accessOf(field);
  const isKnown = test || key === undefined ? test : env.facts.has(key);
  if (isOptionalMember(inner, field) && !isKnown) reportOptional(key ?? field, key ?? `...${field}`, member, env);
  return {
    kind: 'select',
    operand,
    field,
    test,
    of: found.type,
    ...(key === undefined ? {} : { key }),
    ...(found.path && { path: found.path }),
    type: test ? BOOL : type.kind === 'optional' ? optionalOf(found.type) : found.type,
    start,
    end,
  };
}

/** A member as it is read: `.status`, `["x-y"]`. */
export const accessOf = (field: string): string =>
  /^[A-Za-z_]\w*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`;

/** Whether reading `field` of a value of this type may find nothing although its type names it. */
function isOptionalMember(type: Type, field: string): boolean {
  return type.kind === 'record' && type.members.get(field)?.optional === true;
}

/** The name by which facts know a value. */
export function keyOf(typed: Typed): string | undefined {
  if (typed.kind === 'variable') return `variables.${typed.name}`;
  if (typed.kind === 'local') return typed.name;
  return typed.kind === 'read' || typed.kind === 'apply' || typed.kind === 'select' ? typed.key : undefined;
}

function memberOf(
  target: Typed,
  type: Type,
  field: string,
  range: Range,
  env: Env,
): Pick<Member, 'type' | 'path'> | undefined {
  switch (type.kind) {
    case 'error':
      return undefined;
    case 'free':
      env.infer.assignable([DYN], [type]);
      return { type: DYN };
    case 'dyn':
      return { type: DYN };
    case 'map':
      return { type: valueType(type) };
    case 'record': {
      const member = type.members.get(field);
      if (member) return member;
      if (type.open) return { type: DYN };
      const names = [...type.members.keys()];
      const help =
        didYouMean(field, names) ?? (names.length === 0 ? NOTHING_DECLARED : `it has ${quoteList(names, 'and')}`);
      env.report('unknown-member', range, `${quote(keyOf(target) ?? 'the value')} has no member ${quote(field)}`, help);
      return undefined;
    }
    default:
      env.report(
        'wrong-type-in-expression',
        range,
        `expected a map before ${quote(accessOf(field))}, found ${typeName(type)}`,
      );
      return undefined;
  }
}

const NOTHING_DECLARED = 'declare it in the JSON Schema of this input, in the project file';
