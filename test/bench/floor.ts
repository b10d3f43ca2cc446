// SPDX-License-Identifier: Apache-2.0
import type { Attributes, IssuanceDecision, IssuanceRequest } from '@assay/core/model';
import type { DecisionTable } from '@assay/core/pdp';
import { AUDIENCE, type Workload, type WorkloadRule } from './workload.ts';

export type Floor = (request: IssuanceRequest, attributes: Attributes) => IssuanceDecision;

/**
 * The same decision as a careful person would write it in JavaScript by hand, one function per rule: attributes read once, own members only,
 * and checked; rules found by scope; denials first; a missing attribute never grants; the rule that decided named with its place; a trace of
 * every rule. What a policy engine costs is measured against it, and its decisions are compared with the engine's, whole.
 */
export function createFloor(workload: Workload, table: DecisionTable, digest: string): Floor {
  const places = new Map(
    table.rules.map((rule, index) => [
      rule.id,
      { index, ref: { policy: 'bench', rule: rule.id, at: `policy.yaml:${rule.at[0]}:${rule.at[1]}` } },
    ]),
  );
  const place = (id: string): { readonly index: number; readonly ref: object } =>
    places.get(id) ?? { index: 0, ref: {} };
  const test = (rule: WorkloadRule): string => {
    const { index, ref } = place(rule.id);
    const name = `\\\`bench/${rule.id}\\\``;
    const refused = rule.effect === 'deny' ? `rule ${name} denies it` : `the condition of rule ${name} does not hold`;
    return `{ index: ${index}, ref: ${JSON.stringify(ref)}, refused: { code: '${rule.effect === 'deny' ? 'denied_by_rule' : 'not_permitted'}', admin: \`${refused}\` },
      untold: { code: 'denied_on_error', admin: \`rule ${name} could not be evaluated, and denies: no reason given\` },
      test: (x, trace) => { let unknown = -1; ${conjuncts(rule, index)}
        if (unknown >= 0) { trace.push(${index * 1024} + unknown * 4 + 2); return 2; } trace.push(${index * 1024 + 1}); return 1; } }`;
  };
  const source = `
const has = Object.hasOwn;
const isStrings = (list) => { if (!Array.isArray(list)) return false; for (let i = 0; i < list.length; i++) if (typeof list[i] !== 'string') return false; return true; };
const text = (value) => typeof value === 'string' ? value : undefined;
const read = (request, attributes) => {
  const iga = has(attributes, 'iga') ? attributes.iga : {};
  const risk = has(attributes, 'risk') ? attributes.risk : {};
  const app = has(attributes, 'app') ? attributes.app : {};
  const { parameters } = request.context;
  return {
    status: has(iga, 'status') ? text(iga.status) : undefined,
    roles: has(iga, 'roles') && isStrings(iga.roles) ? iga.roles : undefined,
    score: has(risk, 'score') && Number.isSafeInteger(risk.score) ? risk.score : undefined,
    tenant: has(app, 'tenant') ? text(app.tenant) : undefined,
    wanted: has(parameters, 'tenant') ? text(parameters.tenant) : undefined,
    client: request.client.id,
    country: has(iga, 'country') ? text(iga.country) : undefined,
    department: has(iga, 'department') ? text(iga.department) : undefined,
    mfa: has(iga, 'mfa') && typeof iga.mfa === 'boolean' ? iga.mfa : undefined,
    hour: has(app, 'hour') && Number.isSafeInteger(app.hour) ? app.hour : undefined,
  };
};
const RULES = new Map([
${groupByScope(workload.rules)
  .map(
    ([scope, rules]) =>
      `  [${JSON.stringify(scope)}, { denials: [${rules.filter(isDenial).map(test).join(',')}], permits: [${rules
        .filter((rule) => !isDenial(rule))
        .map(test)
        .join(',')}] }],`,
  )
  .join('\n')}
]);
const ACTIVE = ${JSON.stringify(place('active').ref)}, TENANT = ${JSON.stringify(place('tenant').ref)}, SOURCES = ['app'];
const NO_RULE = { code: 'no_rule', admin: 'no rule permits it' };
const CLOSED = { code: 'not_permitted', admin: 'the condition of rule \`bench/active\` does not hold' };
const decideScope = (x, scope, granted, withheld, trace) => {
  const { denials, permits } = RULES.get(scope);
  for (const rule of denials) {
    const result = rule.test(x, trace);
    if (result !== 0) { withheld.push({ scope, rule: rule.ref, reason: result === 2 ? rule.untold : rule.refused }); return; }
  }
  for (const rule of permits) if (rule.test(x, trace) === 1) { granted.push({ scope, rule: rule.ref }); return; }
  withheld.push(permits.length > 0 ? { scope, rule: permits[0].ref, reason: permits[0].refused } : { scope, rule: null, reason: NO_RULE });
};
return (request, attributes) => {
  const x = read(request, attributes);
  const granted = [], withheld = [], trace = [];
  if (x.status !== 'active') {
    trace.push(${place('active').index * 1024} + (x.status === undefined ? 2 : 0));
    for (const scope of request.scopes) withheld.push({ scope, rule: ACTIVE, reason: CLOSED });
    return { outcome: 'deny', error: 'access_denied', reason: CLOSED, rule: ACTIVE, scopes: { granted, withheld }, obligations: [], policyDigest: '${digest}', trace };
  }
  trace.push(${place('active').index * 1024 + 1});
  for (const scope of request.scopes) decideScope(x, scope, granted, withheld, trace);
  const claims = [];
  trace.push(${place('tenant').index * 1024 + 1});
  if (x.tenant !== undefined) claims.push({ action: 'set', claim: 'tenant', value: x.tenant, rule: TENANT, sources: SOURCES });
  return {
    outcome: 'permit', gates: [{ gate: 'issue:access_token:authorization_code', audience: ${JSON.stringify(AUDIENCE)}, rule: ACTIVE }], audiences: request.targets,
    scopes: { granted, withheld }, authorizationDetails: [], withheldDetails: [], tokens: { access_token: { claims } }, obligations: [], policyDigest: '${digest}', trace,
  };
};`;
  return new Function(source)() as Floor;
}

const isDenial = (rule: WorkloadRule): boolean => rule.effect === 'deny';

/** Each conjunct in turn: one that does not hold ends the rule, one that cannot be told is remembered. */
function conjuncts(rule: WorkloadRule, index: number): string {
  const failed = (i: number): string => `{ trace.push(${index * 1024 + i * 4}); return 0; }`;
  return rule.conjuncts
    .map(({ js, missing, cel }, i) => {
      const both = cel.split(' && ');
      const place = rule.conjuncts.slice(0, i).reduce((sum, before) => sum + before.cel.split(' && ').length, 0);
      const tests = both.length === 1 ? [js] : js.split(' && ');
      return tests
        .map(
          (one, j) =>
            `if (${missing}) { if (unknown < 0) unknown = ${place + j}; } else if (!(${one})) ${failed(place + j)}`,
        )
        .join(' ');
    })
    .join(' ');
}

function groupByScope(rules: readonly WorkloadRule[]): readonly (readonly [string, readonly WorkloadRule[]])[] {
  const groups = new Map<string, WorkloadRule[]>();
  for (const rule of rules) groups.set(rule.scope, [...(groups.get(rule.scope) ?? []), rule]);
  return [...groups];
}
