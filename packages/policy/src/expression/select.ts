// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { rangeOf, type Ast, type Range } from './ast.ts';
import type { Env } from './env.ts';
import type { Typed } from './typed.ts';
import { DYN, typeName, type Member, type Type } from './types.ts';

/** A member by name: of a selection, or of an index that is a literal string. */
export interface MemberOf extends Range {
  readonly field: string;
  readonly fieldRange: Range;
}

/**
 * The member of a checked value. A chain from an input stays one read, whatever its length; anything else is read step by step.
 * Whether the member may be absent is not looked at here.
 */
export function selectFrom(target: Typed, { field, fieldRange, start, end }: MemberOf, env: Env): Typed {
  const member = memberOf(target, field, fieldRange, env);
  if (member === undefined) return { kind: 'error', type: { kind: 'error' }, start, end };
  const key = keyOf(target);
  const below = key === undefined ? undefined : key + accessOf(field);
  if (target.kind === 'read') {
    const path = member.path ?? [...target.path, field];
    return { kind: 'read', root: target.root, path, key: below ?? field, type: member.type, start, end };
  }
  const name: Typed = { kind: 'literal', value: field, type: { kind: 'string' }, ...fieldRange };
  return {
    kind: 'apply',
    op: 'field',
    args: [target, name],
    ...(below === undefined ? {} : { key: below }),
    type: member.type,
    start,
    end,
  };
}

/** A member as it is read: `.status`, `["x-y"]`. */
export const accessOf = (field: string): string =>
  /^[A-Za-z_]\w*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`;

/** Whether reading `field` of a value of this type may find nothing although its type names it. */
export function isOptionalMember(type: Type, field: string): boolean {
  return type.kind === 'record' && type.members.get(field)?.optional === true;
}

/** The name by which facts know a value. */
export function keyOf(typed: Typed): string | undefined {
  if (typed.kind === 'variable') return `variables.${typed.name}`;
  return typed.kind === 'read' || typed.kind === 'apply' ? typed.key : undefined;
}

function memberOf(target: Typed, field: string, range: Range, env: Env): Pick<Member, 'type' | 'path'> | undefined {
  const { type } = target;
  switch (type.kind) {
    case 'error':
      return undefined;
    case 'dyn':
      return { type: DYN };
    case 'map':
      return { type: type.value };
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

/** A member, and what it is read from. */
export interface Access {
  readonly operand: Ast;
  readonly member: MemberOf;
}

/** An index that is a literal string, `value["name"]`: a selection written differently. */
export function literalIndex({
  name,
  args: [operand, index],
  start,
  end,
}: Extract<Ast, { kind: 'call' }>): Access | undefined {
  if (name !== '_[_]' || !operand || index?.kind !== 'literal' || index.value.type !== 'string') return undefined;
  return { operand, member: { field: index.value.value, fieldRange: rangeOf(index), start, end } };
}
