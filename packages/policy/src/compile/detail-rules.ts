// SPDX-License-Identifier: Apache-2.0
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Expression, LimitNode } from '../document/policy-document.ts';
import type { Range } from '../expression/ast.ts';
import type { Facts, Scope } from '../expression/scope.ts';
import { partsOf, type Typed } from '../expression/typed.ts';
import { DYN, typeName, type Type } from '../expression/types.ts';
import { analyse } from './analyse.ts';
import { reportIn } from './locate.ts';

/** A limit once checked. */
export interface DraftLimit {
  readonly path: readonly string[];
  readonly typed: Typed;
  /** The schema says that the member is an integer. */
  readonly isInteger: boolean;
  readonly expression: Expression;
}

/** Checks the limits of a rule: each is a number or a list, as its member is. What has a mistake is left out, and was reported. A limit is of the whole element: it reads no `cell`. */
export function draftLimits(
  nodes: readonly LimitNode[],
  scope: Scope,
  facts: Facts,
  report: Report,
): readonly DraftLimit[] {
  const { cell: _, ...others } = Object.fromEntries(scope.inputs);
  const elsewhere = new Map([...(scope.elsewhere ?? []), ['cell', 'in conditions, and not in limits']]);
  const whole: Scope = { ...scope, inputs: new Map(Object.entries(others)), elsewhere };
  const detail = scope.inputs.get('detail')?.type ?? DYN;
  return nodes.flatMap(({ member, expression }) => {
    const path = member.value.split('.');
    const type = memberType(detail, path);
    if (type === undefined) {
      report(
        'unknown-member',
        member.span,
        `the schema of this type has no member ${quote(member.value)}`,
        'declare it under `inputs.authorization_details` in assay.yaml',
      );
      return [];
    }
    const typed = analyse(expression, whole, report, facts);
    if (typed === undefined) return [];
    const fitting = [kindOf(type), kindOf(typed.type)];
    if (fitting.includes('other') || new Set(fitting.filter((kind) => kind !== 'any')).size > 1) {
      reportIn(expression, report)(
        'wrong-type-in-expression',
        typed,
        `expected a limit for ${quote(member.value)} (${typeName(type)}), found ${typeName(typed.type)}`,
        'a number is limited by a number, a list by a list',
      );
      return [];
    }
    return [{ path, typed, isInteger: type.kind === 'int', expression }];
  });
}

type Kind = 'number' | 'list' | 'any' | 'other';

function kindOf({ kind }: Type): Kind {
  if (kind === 'int' || kind === 'double') return 'number';
  if (kind === 'dyn' || kind === 'error') return 'any';
  return kind === 'list' ? 'list' : 'other';
}

/** The type of a member below a value of type `type`; undefined where it has none. */
function memberType(type: Type, [name, ...rest]: readonly string[]): Type | undefined {
  if (name === undefined || type.kind === 'dyn') return type;
  if (type.kind === 'map') return memberType(type.value, rest);
  if (type.kind !== 'record') return undefined;
  const member = type.members.get(name);
  return member ? memberType(member.type, rest) : type.open ? DYN : undefined;
}

/** Reports members of an authorization detail that no schema gives a type: a client may send anything there. */
export function reportUntyped(
  type: string,
  parts: readonly { readonly typed: Typed; readonly expression: Expression }[],
  report: Report,
): void {
  const reported = new Set<string>();
  for (const { typed, expression } of parts) {
    for (const read of readsIn(typed)) {
      const member = read.path.slice(1).join('.');
      if (!isUntyped(read) || reported.has(member)) continue;
      reported.add(member);
      reportIn(expression, report)(
        'untyped-member',
        read,
        `nothing says what ${quote(member)} of ${quote(type)} is`,
        `declare it under \`inputs.authorization_details\` in assay.yaml`,
      );
    }
  }
}

/** Members of every type of authorization detail, which the run time takes for what they are (RFC 9396 section 2.2). */
const COMMON = ['type', 'locations', 'actions', 'datatypes', 'identifier', 'privileges'];

const isUntyped = ({ root, path: [first, member = ''], type }: Read): boolean =>
  root === 'bound' && first === 'detail' && type.kind === 'dyn' && !COMMON.includes(member);

interface Read extends Range {
  readonly root: string;
  readonly path: readonly string[];
  readonly type: Type;
}

/** What an expression reads; what it only asks the presence of, too. */
function readsIn(typed: Typed): readonly Read[] {
  if (typed.kind === 'read') return [typed];
  if (typed.kind === 'select' && typed.operand.kind === 'read') {
    const { root, path } = typed.operand;
    return [{ root, path: typed.path ?? [...path, typed.field], type: typed.of, start: typed.start, end: typed.end }];
  }
  return partsOf(typed).flatMap(readsIn);
}
