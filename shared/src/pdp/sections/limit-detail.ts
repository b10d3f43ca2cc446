// SPDX-License-Identifier: Apache-2.0
import type { NarrowedDetail, Reason, RuleRef } from '../../model/decision.ts';
import { isObject, own, type Json } from '../../model/json.ts';
import type { AuthorizationDetail } from '../../model/request.ts';
import { toJson } from '../values/to-json.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import { memberAt } from './detail-shape.ts';
import { bind, type State } from './state.ts';

/** An element with its members limited, and which were made less by which rule; or why it cannot be limited. */
export type LimitedDetail =
  | { readonly detail: AuthorizationDetail; readonly narrowed: readonly Omit<NarrowedDetail, 'index' | 'type'>[] }
  | { readonly rule: RuleRef; readonly reason: Reason };

/**
 * Applies the limits of the rules that permit an element: a number becomes at most the limit, a list keeps what the limit has as well. Nothing is
 * added and nothing raised; where a limit cannot be told, or there is nothing of its kind to limit, or nothing is left, or the member is negative and
 * its limit is not, the element is refused.
 */
export function limitDetail(state: State, detail: AuthorizationDetail, rules: readonly CompiledRule[]): LimitedDetail {
  let limited = detail;
  const narrowed: Omit<NarrowedDetail, 'index' | 'type'>[] = [];
  bind(state, { detail });
  for (const { limits, ref } of rules) {
    for (const { path, value, isInteger } of limits) {
      const before = memberAt(limited, path);
      const limit = toJson(value(state));
      const after = isBelowNothing(memberAt(detail, path), limit) ? undefined : lesser(before, limit, isInteger);
      const member = path.join('.');
      if (after === undefined) return { rule: ref, reason: failed(member, ref) };
      if (after === before) continue;
      limited = replace(limited, path, after) as AuthorizationDetail; // sound: the path does not lead to `type`, and was found
      narrowed.push({ member, rule: ref });
    }
  }
  return { detail: limited, narrowed };
}

const failed = (member: string, { policy, rule }: RuleRef): Reason => ({
  code: 'limit_failed',
  admin: `the limit of rule \`${policy}/${rule}\` on \`${member}\` cannot be applied`,
});

/** A limit that is nothing or more is of an amount, and a negative amount pays back what it says it takes: the least of all would be the worst. */
const isBelowNothing = (asked: unknown, limit: unknown): boolean =>
  typeof asked === 'number' && typeof limit === 'number' && asked < 0 && limit >= 0;

/** The lesser of a member and its limit: the member itself where that is no more, undefined where the two cannot be compared. */
function lesser(member: unknown, limit: unknown, isInteger: boolean): Json | undefined {
  if (typeof member === 'number' && typeof limit === 'number' && Number.isFinite(limit)) {
    if (member <= limit) return member;
    // a member that has to be an integer stays one
    return isInteger ? Math.floor(limit) : limit;
  }
  if (!Array.isArray(member) || !Array.isArray(limit) || !member.every(isScalar)) return undefined;
  const kept = member.filter((item) => limit.includes(item));
  // a list without entries may stand for "all" where the type is used
  return kept.length === 0 ? undefined : kept.length === member.length ? member : kept;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** A copy with another value at `path`, which is there; every other member is what it was. */
function replace(value: unknown, [name, ...rest]: readonly string[], by: Json): unknown {
  if (name === undefined || !isObject(value)) return by;
  return { ...value, [name]: replace(own(value, name), rest, by) };
}
