// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES, type GrantType, type TokenType } from '../../model/request.ts';
import type { DecisionTable } from '../table.ts';
import { byClient, type ByClient } from './candidates.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { createScopePatterns, type ScopePatterns } from './scope-patterns.ts';

/** The rules that may concern one audience, found by gate, scope, claim and detail type. */
export interface RuleIndex {
  gate(token: TokenType, grant: GrantType): ByClient;
  readonly scopes: ReadonlyMap<string, ByClient>;
  readonly patterns: ScopePatterns;
  readonly claims: ReadonlyMap<string, ByClient>;
  readonly details: ReadonlyMap<string, ByClient>;
  readonly lifetime: ByClient;
}

/** A finder of the index of an audience: one index per audience some policy names, built when first asked for, and one for all others. */
export function createRuleIndexes(table: DecisionTable, rules: readonly CompiledRule[]): (audience: string) => RuleIndex {
  const named = new Set(table.policies.flatMap((policy) => policy.audiences ?? []));
  const built = new Map<string, RuleIndex>();
  return (audience) => {
    const key = named.has(audience) ? audience : '';
    const known = built.get(key);
    if (known) return known;
    const index = indexFor(table, rules, (rule) => rule.policy.audiences === undefined || rule.policy.audiences.includes(audience));
    built.set(key, index);
    return index;
  };
}

function indexFor(table: DecisionTable, rules: readonly CompiledRule[], concerns: (rule: CompiledRule) => boolean): RuleIndex {
  const pick = (indexes: readonly number[]): CompiledRule[] => indexes.map((index) => rules[index]).filter((rule) => rule !== undefined && concerns(rule)) as CompiledRule[]; // sound: filtered
  const section = (groups: { readonly [name: string]: readonly number[] }): Map<string, ByClient> => {
    const sorted = new Map<string, ByClient>();
    for (const [name, indexes] of Object.entries(groups)) {
      const picked = pick(indexes);
      if (picked.length > 0) sorted.set(name, byClient(picked));
    }
    return sorted;
  };
  return {
    gate: gateFinder(pick(table.gates)),
    scopes: section(table.scopes),
    patterns: createScopePatterns(table.dynamic, (indexes) => byClient(pick(indexes))),
    claims: section(table.claims),
    details: section(table.details),
    lifetime: byClient(pick(table.lifetime)),
  };
}

/** Gates by token type and grant. Where no rule names either, every gate has the same rules, and they are asked once. */
function gateFinder(rules: readonly CompiledRule[]): RuleIndex['gate'] {
  const all = byClient(rules);
  if (rules.every((rule) => rule.rule.tokens === undefined && rule.rule.grants === undefined)) return () => all;
  const found = new Map<string, ByClient>();
  return (token, grant) => {
    const key = `${TOKEN_TYPES.indexOf(token)} ${grant}`;
    const known = found.get(key);
    if (known) return known;
    const sorted = byClient(
      rules.filter((rule) => (rule.rule.tokens?.includes(token) ?? true) && (rule.rule.grants?.includes(grant) ?? true)),
    );
    found.set(key, sorted);
    return sorted;
  };
}
