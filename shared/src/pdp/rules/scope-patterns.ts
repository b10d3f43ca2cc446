// SPDX-License-Identifier: Apache-2.0
import type { Bound } from '../eval/frame.ts';
import type { DynamicScope } from '../table.ts';
import type { Candidates } from './candidates.ts';
import type { ScopeValue } from './scope-variable.ts';

/** A dynamic scope that matched: its rules, and its variables. */
export interface PatternMatch {
  readonly rules: Candidates;
  readonly bound: Bound;
}

export interface ScopePatterns {
  /** The most specific pattern that matches the whole of `scope`, or undefined. */
  match(scope: string): PatternMatch | undefined;
}

/** What ends a variable, so that a pattern matches in one way or not at all, without going back. */
const SEPARATORS = new Set(['.', ':', '/']);

interface Pattern extends Pick<DynamicScope, 'parts' | 'types'> {
  readonly rules: Candidates;
}

/** A matcher of dynamic scopes, most specific first as the table has them; patterns are found through the literal they begin with. */
export function createScopePatterns(
  dynamic: readonly DynamicScope[],
  rulesOf: (rules: readonly number[]) => Candidates,
  scopeValue?: ScopeValue,
): ScopePatterns {
  const byPrefix = new Map<string, Pattern[]>();
  for (const { parts, types, rules } of dynamic) {
    const sorted = rulesOf(rules);
    if (sorted.all.length === 0) continue;
    const prefix = parts[0] ?? '';
    const patterns = byPrefix.get(prefix);
    const pattern = { parts, ...(types && { types }), rules: sorted };
    if (patterns) patterns.push(pattern);
    else byPrefix.set(prefix, [pattern]);
  }
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a);
  return {
    match(scope) {
      for (const length of lengths) {
        for (const { parts, types, rules } of byPrefix.get(scope.slice(0, length)) ?? []) {
          const bound = matchParts(parts, scope, types, scopeValue);
          if (bound) return { rules, bound };
        }
      }
      return undefined;
    },
  };
}

/** The variables of `scope` under a pattern of alternating literals and variable names, anchored at both ends; linear in the scope's length. */
export function matchParts(
  parts: readonly string[],
  scope: string,
  types: DynamicScope['types'] = [],
  scopeValue?: ScopeValue,
): Bound | undefined {
  const bound: Record<string, string | number> = Object.create(null);
  if (!scope.startsWith(parts[0] ?? '')) return undefined;
  let position = (parts[0] ?? '').length;
  for (let i = 1; i < parts.length; i += 2) {
    const start = position;
    while (position < scope.length && !SEPARATORS.has(scope[position]!)) position++; // sound: within the scope
    if (position === start) return undefined;
    const text = scope.slice(start, position);
    const type = types[(i - 1) / 2] ?? null;
    const value = type === null ? text : scopeValue?.(text, type);
    if (value === undefined) return undefined;
    bound[parts[i]!] = value; // sound: i is within the parts
    const literal = parts[i + 1] ?? '';
    if (!scope.startsWith(literal, position)) return undefined;
    position += literal.length;
  }
  return position === scope.length ? bound : undefined;
}
