// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir, Rule } from '@assay/core/pdp';
import type { Diagnostic } from '../../diagnostic.ts';
import { createReport } from '../../diagnostics/report.ts';
import { rulesOfPolicy } from '../../document/parse-policy.ts';
import type { Project } from '../../document/project.ts';
import { checkDrivers } from './drivers.ts';
import { checkClaim } from './claims.ts';
import { checkDetail } from './details.ts';
import { checkLifetime } from './lifetimes.ts';
import { checkMembers } from './members.ts';
import { checkObligations } from './obligations.ts';
import { checkSeen } from './seen.ts';
import { checkScope } from './scopes.ts';
import { checkTold } from './told.ts';
import { checkUnasked } from './unasked.ts';
import { mayIssueFor, type PlacedRule, type TargetCapability, type TargetCheck } from './target.ts';

const CHECKS: readonly TargetCheck[] = [
  checkScope,
  checkLifetime,
  checkClaim,
  checkDetail,
  checkMembers,
  checkObligations,
  checkTold,
  checkUnasked,
];

/**
 * What the targets of a project cannot carry out of its policies: DESIGN's "what an identity provider cannot enforce, is not pretended".
 * `table` is what `compileProject` made of the same project.
 */
export function checkTargets(
  project: Project,
  table: DecisionTable,
  targets: readonly TargetCapability[],
): readonly Diagnostic[] {
  const { diagnostics, report } = createReport();
  const placed = placedRules(project, table);
  for (const target of targets) {
    checkDrivers(project, table, target, report);
    checkSeen(project, target, report);
    const concerning = placed.filter(({ section, rule }) => {
      if (target.sections?.includes(section) === false) return false;
      const applies = table.policies[rule.policy ?? 0]?.audiences;
      return applies === undefined || mayIssueFor(target, applies);
    });
    for (const entry of concerning) {
      for (const check of CHECKS) check(entry, target, report);
    }
  }
  return diagnostics;
}

function placedRules({ policies }: Project, table: DecisionTable): readonly PlacedRule[] {
  const nodes = policies.map((policy) => new Map(rulesOfPolicy(policy).map((node) => [node.id.value, node])));
  const place = (section: PlacedRule['section'], name: string, indexes: readonly number[]): readonly PlacedRule[] =>
    indexes.flatMap((index) => {
      const rule = table.rules[index];
      const node = rule && nodes[rule.policy ?? 0]?.get(rule.id);
      const value = rule?.value === undefined ? undefined : table.exprs[rule.value];
      return rule && node
        ? [
            {
              section,
              name,
              rule,
              node,
              reads: requestReads(rule, table),
              hasStringValue: value !== undefined && isString(value, table),
            },
          ]
        : [];
    });
  const group = (section: PlacedRule['section'], entries: DecisionTable['scopes']): readonly PlacedRule[] =>
    Object.entries(entries).flatMap(([name, indexes]) => place(section, name, indexes));
  return [
    ...place('gates', 'gates', table.gates),
    ...group('scopes', table.scopes),
    ...table.dynamic.flatMap(({ pattern, rules }) => place('scopes', pattern, rules)),
    ...group('claims', table.claims),
    ...group('details', table.details),
    ...place('groups', 'groups', table.groups ?? []),
    ...place('roles', 'roles', table.roles ?? []),
    ...place('lifetime', 'lifetime', table.lifetime),
  ];
}

/** Where a rule reads the request. */
function requestReads({ when, value }: Rule, { reads, slots }: DecisionTable): PlacedRule['reads'] {
  const indexes = (value === undefined ? when : [...when, value]).flatMap((expr) => reads[expr] ?? []);
  return indexes.flatMap((index) => {
    const slot = slots[index];
    return slot?.root === 'request' ? [slot.path] : [];
  });
}

/** Whether an expression yields a string whatever it reads. */
function isString([op, ...operands]: Ir, table: DecisionTable): boolean {
  const [first, second, third] = operands;
  switch (op) {
    case 'str':
    case 'concat_str':
      return true;
    case 'slot':
      return typeof first === 'number' && table.slots[first]?.type === 'string';
    case 'var': {
      const expr = typeof first === 'number' ? table.exprs[table.variables[first]?.expr ?? -1] : undefined;
      return expr !== undefined && isString(expr, table);
    }
    case 'if':
      return [second, third].every((side) => Array.isArray(side) && isString(side as Ir, table)); // sound: an operand that is a list is an expression
    default:
      return false;
  }
}
