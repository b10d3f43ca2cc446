// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit, RuleRef } from '@assay/core/model';
import type { DecisionTable, Rule } from '@assay/core/pdp';
import { evaluate } from './expression.ts';
import { all, truthOf, type Truth } from './truth.ts';
import type { World } from './world.ts';

/** A rule of the table, with its name and place as decisions have them. */
export interface NamedRule extends Omit<Rule, 'effect'> {
  readonly effect: NonNullable<Rule['effect']> | 'permit';
  readonly ref: RuleRef;
}

/** The rules of a section that speak at an audience to a client, in the order of the policies; a policy is silent about what it does not apply to. */
export function rulesAt(indexes: readonly number[], audience: string, { table, request }: World): readonly NamedRule[] {
  return indexes.flatMap((index) => {
    const rule = table.rules[index];
    const policy = table.policies[rule?.policy ?? 0];
    if (rule === undefined || policy === undefined) throw new Error(`no rule ${index}`);
    const applies =
      (policy.audiences?.includes(audience) ?? true) && (policy.clients?.includes(request.client.id) ?? true);
    const ref = { policy: policy.name, rule: rule.id, at: `${policy.file}:${rule.at.join(':')}` };
    return applies ? [{ ...rule, effect: rule.effect ?? 'permit', ref }] : [];
  });
}

/** Whether the rule's condition holds: all of its parts do. */
export function holds(rule: NamedRule, world: World): Truth {
  return all(rule.when.map((index) => truthOf(evaluate(world.table.exprs[index] ?? ['missing'], world))));
}

/** Whether the rule may concern the client at all: what its condition says of clients by literals. */
export function mayConcern({ clients }: NamedRule, { table, request }: World): boolean {
  return clients === undefined || clientsOf(table, clients).includes(request.client.id);
}

const clientsOf = ({ lists, strings }: DecisionTable, index: number): readonly (string | undefined)[] =>
  (lists[index] ?? []).map((name) => strings[name]);

/** The tightest of the limits; of equal ones the first. */
export function tightest(limits: readonly (LifetimeLimit | undefined)[]): LifetimeLimit | undefined {
  const known = limits.filter((limit) => limit !== undefined);
  return known.find(({ seconds }) => known.every((other) => seconds <= other.seconds));
}

export const limitOf = ({ lifetime, ref }: NamedRule): LifetimeLimit | undefined =>
  lifetime === undefined ? undefined : { seconds: lifetime, rule: ref };
