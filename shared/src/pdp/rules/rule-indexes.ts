// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '../table.ts';
import type { CompiledRule } from './compiled-rule.ts';
import type { ScopeValue } from './scope-variable.ts';
import { createRuleIndex, type RuleIndex } from './rule-index.ts';

export type IndexOf = (audience: string, client: string) => RuleIndex;

/**
 * Finds the rules that may concern an audience and a client, so that the cost of a decision does not grow with rules that do not. There is one
 * index for each audience and client the table names, made when first asked for, and one for all it does not name: requests cannot make more.
 */
export function createRuleIndexes(
  table: DecisionTable,
  ruleAt: (index: number) => CompiledRule,
  scopeValue?: ScopeValue,
): IndexOf {
  const { policies } = table;
  let numbers: ReadonlyMap<string, number> | undefined;
  const built = new Map<string | undefined, Map<string | undefined, RuleIndex>>();

  const build = (audience: string, client: string, number: number): RuleIndex => {
    // a policy is silent about what it does not apply to: its rules do not speak of a scope there either
    const concerns = ({ policy }: CompiledRule): boolean =>
      (policy.audiences === undefined || policy.audiences.includes(audience)) &&
      (policy.clients === undefined || policy.clients.includes(client));
    return createRuleIndex(table, (indexes) => indexes.map(ruleAt).filter(concerns), number, scopeValue);
  };

  return (audience, client) => {
    const known = built.get(audience)?.get(client);
    if (known) return known;
    numbers ??= new Map(table.strings.map((text, number) => [text, number]));
    const number = numbers.get(client) ?? -1;
    // no name stands for all that the table does not name
    const audienceKey = policies.some(({ audiences }) => audiences?.includes(audience)) ? audience : undefined;
    const clientKey = number >= 0 || policies.some(({ clients }) => clients?.includes(client)) ? client : undefined;
    const ofAudience = built.get(audienceKey) ?? new Map<string | undefined, RuleIndex>();
    built.set(audienceKey, ofAudience);
    const index = ofAudience.get(clientKey) ?? build(audience, client, number);
    ofAudience.set(clientKey, index);
    return index;
  };
}
