// SPDX-License-Identifier: Apache-2.0
import {
  isObject,
  type AuthorizationDetail,
  type Json,
  type NarrowedDetail,
  type Reason,
  type RuleRef,
} from '@assay/core/model';
import { toJson } from '@assay/core/testing';
import { evaluate } from './expression.ts';
import { memberAt } from './member.ts';
import type { NamedRule } from './rules.ts';
import type { World } from './world.ts';

type Limited =
  | { readonly detail: AuthorizationDetail; readonly narrowed: readonly Pick<NarrowedDetail, 'member' | 'rule'>[] }
  | { readonly rule: RuleRef; readonly reason: Reason };

/** An element with each member as little as every rule says. Nothing becomes more; what cannot be limited is refused. */
export function limited(detail: AuthorizationDetail, rules: readonly NamedRule[], world: World): Limited {
  const limits = rules.flatMap(({ limit = [], ref }) => limit.map((entry) => ({ ...entry, rule: ref })));
  let so = detail;
  const narrowed: { readonly member: string; readonly rule: RuleRef }[] = [];
  for (const { path, value, integer = false, rule } of limits) {
    const member = path.join('.');
    const before = memberAt(so, path);
    const limit = toJson(evaluate(world.table.exprs[value] ?? ['missing'], { ...world, bound: { detail } }));
    const isNegative = Number(memberAt(detail, path)) < 0 && typeof limit === 'number' && limit >= 0;
    const after = isNegative ? undefined : lesser(before, limit, integer);
    if (after === undefined)
      return {
        rule,
        reason: {
          code: 'limit_failed',
          admin: `the limit of rule \`${rule.policy}/${rule.rule}\` on \`${member}\` cannot be applied`,
        },
      };
    if (JSON.stringify(after) === JSON.stringify(before)) continue;
    so = withMember(so, path, after) as AuthorizationDetail; // sound: `type` is no member that is limited
    narrowed.push({ member, rule });
  }
  return { detail: so, narrowed };
}

/** Of two numbers the less, of two lists what both have; what has to be an integer stays one. */
function lesser(member: unknown, limit: Json | undefined, isInteger: boolean): Json | undefined {
  if (typeof member === 'number' && typeof limit === 'number')
    return member <= limit ? member : isInteger ? Math.floor(limit) : limit;
  if (!Array.isArray(member) || !Array.isArray(limit)) return undefined;
  const items = member as readonly Json[]; // sound: of a request, which is JSON
  const kept = items.filter((item) => limit.includes(item));
  return items.some((item) => typeof item === 'object') || kept.length === 0 ? undefined : kept;
}

function withMember(value: unknown, [name, ...rest]: readonly string[], by: Json): unknown {
  return name === undefined || !isObject(value) ? by : { ...value, [name]: withMember(value[name], rest, by) };
}
