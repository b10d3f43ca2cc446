// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Rule } from '@assay/core/pdp';
import type { Mutant } from './mutant.ts';
import type { Probe } from './probe.ts';
import type { RulePlace } from './rule-place.ts';
import { allOf, anyOf, type Goal } from './solve.ts';

/** What has to come true so that a mutant may be told from the policy: its rule does something else, and no other rule hides it. */
export function goalsOf(mutant: Mutant, place: RulePlace, table: DecisionTable, probe: Probe): readonly Goal[] {
  const rule = table.rules[mutant.rule];
  if (rule === undefined) return [];
  const others = place.rules.filter((index) => index !== mutant.rule && !mutant.rules.includes(index));
  const isGate = place.section === 'gates';
  return [
    targetGoal(mutant, rule, table, probe),
    ...(isGate ? [] : gateGoals(table, probe)),
    ...otherGoals(rule, mutant, others, table, probe),
  ];
}

/** The rule does one thing before and another after. */
export function targetGoal(
  { mutation, condition, variable, pair, hints, rules }: Mutant,
  rule: Rule,
  table: DecisionTable,
  probe: Probe,
): Goal {
  if (variable !== undefined && pair) {
    // of a variable only its own difference is asked for: what the conditions that read it come to is seen when it is tried
    const plain = rule.when.filter((expr) => (table.exprs[expr] ?? [])[0] !== 'var' && !readsAll(table, expr, pair[0]));
    return allOf([probe.apart(...pair, hints), ...plain.map((expr) => probe.comesTo(expr, 'yes'))]);
  }
  const isTold = (place: number): boolean => place === condition;
  const kept = rule.when.filter((_, place) => !isTold(place)).map((expr) => probe.comesTo(expr, 'yes'));
  // what errs has effect, too, where the rule does not grant
  const isStrict = rule.effect !== undefined && rule.effect !== 'set';
  const left = (): readonly Goal[] =>
    rule.when
      .filter((_, place) => !isTold(place))
      .map((expr) => anyOf([probe.comesTo(expr, 'yes'), ...(isStrict ? [probe.comesTo(expr, 'error')] : [])]));
  const told = condition === undefined ? undefined : rule.when[condition];
  if (pair) return allOf([probe.apart(...pair, hints), ...kept]);
  if (mutation === 'drop-condition' && told !== undefined) return allOf([probe.comesTo(told, 'no'), ...left()]);
  const all = rules.flatMap((index) => table.rules[index]?.when ?? []);
  return allOf(all.map((expr) => probe.comesTo(expr, 'yes')));
}

/** Whether an expression reads all that another one does: most likely because it reads it. */
function readsAll({ reads }: DecisionTable, expr: number, other: number): boolean {
  const inner = reads[other] ?? [];
  return inner.length > 0 && inner.every((slot) => reads[expr]?.includes(slot));
}

/** The token may exist: one gate permits, none denies. */
export function gateGoals(table: DecisionTable, probe: Probe): readonly Goal[] {
  const rules = table.gates.flatMap((index) => table.rules[index] ?? []);
  const permits = rules.filter(({ effect }) => effect === undefined);
  return [
    anyOf(permits.map((rule) => holds(rule, probe))),
    ...rules.filter(({ effect }) => effect === 'deny').map((rule) => fails(rule, probe)),
  ];
}

function otherGoals(
  rule: Rule,
  { mutation }: Mutant,
  others: readonly number[],
  table: DecisionTable,
  probe: Probe,
): readonly Goal[] {
  const rules = others.flatMap((index) => table.rules[index] ?? []);
  const denials = rules.filter(({ effect }) => effect === 'deny');
  const permits = rules.filter(({ effect }) => effect === undefined);
  const rest = rules.filter(({ effect }) => effect !== undefined && effect !== 'deny');
  // what a denial takes away has to be there; but one that becomes a permit shows by itself
  const isShownByPermit = rule.effect === 'deny' && mutation !== 'flip-effect';
  return [
    ...(isShownByPermit ? [anyOf(permits.map((permit) => holds(permit, probe)))] : []),
    ...[...denials, ...(isShownByPermit ? [] : permits), ...rest].map((other) => fails(other, probe)),
  ];
}

/** All conditions of a rule hold. */
function holds({ when }: Rule, probe: Probe): Goal {
  return allOf(when.map((expr) => probe.comesTo(expr, 'yes')));
}

/** Some condition of a rule does not hold. */
function fails({ when }: Rule, probe: Probe): Goal {
  return anyOf(when.map((expr) => probe.comesTo(expr, 'no')));
}
