// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '../table.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { createRuleIndex, type RuleIndex } from './rule-index.ts';

export type IndexOf = (audience: string, client: string) => RuleIndex;

/**
 * Finds the rules that may concern an audience and a client, so that the cost of a decision does not grow with rules that do not. There is one
 * index for each audience and client that rules name, made when first asked for, and one for all they do not name: requests cannot make more.
 */
export function createRuleIndexes(table: DecisionTable, rules: readonly CompiledRule[]): IndexOf {
  const audiences = new Set(table.policies.flatMap((policy) => policy.audiences ?? []));
  let clients: ReadonlySet<string> | undefined;
  const built = new Map<string, Map<string, RuleIndex>>();

  const build = (audience: string, client: string): RuleIndex => {
    // a policy is silent about what it does not apply to: its rules do not speak of a scope there either
    const concerns = ({ policy }: CompiledRule): boolean =>
      (policy.audiences === undefined || policy.audiences.includes(audience)) && (policy.clients === undefined || policy.clients.includes(client));
    const pick = (indexes: readonly number[]): readonly CompiledRule[] =>
      indexes.flatMap((index) => {
        const rule = rules[index];
        return rule !== undefined && concerns(rule) ? [rule] : [];
      });
    return createRuleIndex(table, pick, client);
  };

  return (audience, client) => {
    const known = built.get(audience)?.get(client);
    if (known) return known;
    clients ??= new Set([...table.rules, ...table.policies].flatMap((part) => part.clients ?? []));
    // the empty name is nobody's: it stands for all that no rule names
    const audienceKey = audiences.has(audience) ? audience : '';
    const clientKey = clients.has(client) ? client : '';
    const ofAudience = built.get(audienceKey) ?? new Map<string, RuleIndex>();
    built.set(audienceKey, ofAudience);
    const index = ofAudience.get(clientKey) ?? build(audienceKey, clientKey);
    ofAudience.set(clientKey, index);
    return index;
  };
}
