// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Governance, Rule } from '@assay/core/pdp';

/** A rule by its names. */
export interface RuleName {
  readonly policy: string;
  readonly rule: string;
}

/** Whether a token for an audience may exist: the rules asked, and whether one of them can permit. */
export interface GateSummary {
  /** `*`: every audience no policy names. */
  readonly audience: string;
  readonly rules: readonly RuleName[];
  /** False: no token is ever issued for it. */
  readonly canPermit: boolean;
}

export interface ScopeSummary {
  readonly scope: string;
  readonly rules: readonly RuleName[];
  /** False: granted to nobody. */
  readonly canPermit: boolean;
}

/** What a policy set speaks of, and what it does not: for people to read. */
export interface GovernedSummary {
  readonly governance: Governance;
  readonly gates: readonly GateSummary[];
  /** Plain and dynamic scopes with rules. */
  readonly scopes: readonly ScopeSummary[];
  /** Scopes the project governs by name, and no rule permits or even names: always withheld. */
  readonly scopesWithoutRules: readonly string[];
  /** Scopes with rules, none of which permits. */
  readonly grantedToNobody: readonly string[];
  readonly claims: readonly { readonly claim: string; readonly rules: readonly RuleName[] }[];
  readonly details: readonly {
    readonly type: string;
    readonly rules: readonly RuleName[];
    readonly canPermit: boolean;
  }[];
  readonly groups: readonly RuleName[];
  readonly roles: readonly RuleName[];
  readonly lifetime: readonly RuleName[];
}

/** What a table governs. Pure. */
export function governedSummary(table: DecisionTable): GovernedSummary {
  const rulesAt = (indexes: readonly number[]): readonly Rule[] => indexes.flatMap((index) => table.rules[index] ?? []);
  const named = ({ policy = 0, id }: Rule): RuleName => ({ policy: table.policies[policy]?.name ?? '', rule: id });
  const summary = (
    indexes: readonly number[],
  ): { readonly rules: readonly RuleName[]; readonly canPermit: boolean } => {
    const rules = rulesAt(indexes);
    return { rules: rules.map(named), canPermit: rules.some(({ effect }) => effect === undefined) };
  };
  const scopes = [
    ...Object.entries(table.scopes).map(([scope, indexes]) => ({ scope, ...summary(indexes) })),
    ...table.dynamic.map(({ pattern, rules }) => ({ scope: pattern, ...summary(rules) })),
  ];
  return {
    governance: table.governance,
    gates: audiencesOf(table).map((audience) => ({
      audience,
      ...summary(table.gates.filter((index) => speaksOf(table, table.rules[index], audience))),
    })),
    scopes,
    scopesWithoutRules: (table.governance.scopes ?? []).filter(
      (scope) => !scope.endsWith('*') && !Object.hasOwn(table.scopes, scope),
    ),
    grantedToNobody: scopes.filter(({ canPermit }) => !canPermit).map(({ scope }) => scope),
    claims: Object.entries(table.claims).map(([claim, indexes]) => ({ claim, rules: rulesAt(indexes).map(named) })),
    details: Object.entries(table.details).map(([type, indexes]) => ({ type, ...summary(indexes) })),
    groups: rulesAt(table.groups ?? []).map(named),
    roles: rulesAt(table.roles ?? []).map(named),
    lifetime: rulesAt(table.lifetime).map(named),
  };
}

const ANY_OTHER = '*';

/** Every audience the project governs or a policy names; `*` where the project governs others as well. */
function audiencesOf({ governance, policies }: DecisionTable): readonly string[] {
  if (governance.audiences) return governance.audiences;
  return [...new Set(policies.flatMap(({ audiences }) => audiences ?? []))].toSorted().concat(ANY_OTHER);
}

function speaksOf({ policies }: DecisionTable, rule: Rule | undefined, audience: string): boolean {
  const audiences = rule && policies[rule.policy ?? 0]?.audiences;
  return rule !== undefined && (audiences === undefined || audiences.includes(audience));
}
