// SPDX-License-Identifier: Apache-2.0
import {
  own,
  type DenyDecision,
  type IssuanceRequest,
  type PermitDecision,
  type Reason,
  type RuleRef,
} from '@assay/core/model';
import {
  differingMembers,
  differingParts,
  explainedBy,
  missingParts,
  mismatch,
  sameJson,
  type ItemsOf,
  type Mismatch,
} from './mismatch.ts';
import { explainedRecord } from './explained-record.ts';
import type { CaseOutcome } from './run-case.ts';
import type { Expected, ExpectedObligation, ExpectedWhy } from './test-case.ts';
import { tokenView, type TokenView } from './token-view.ts';

/** What of an outcome is not as expected; nothing, where the case passes. */
export function compare(expected: Expected, outcome: CaseOutcome, request: IssuanceRequest): readonly Mismatch[] {
  const { decision, record } = outcome;
  // what follows from a token that is there, or is not, would say the same again
  if (decision.outcome !== expected.outcome) return [otherOutcome(expected, decision)];
  return [
    ...(decision.outcome === 'deny'
      ? compareDenial(expected, decision)
      : comparePermit(expected, decision, tokenView(decision, request))),
    ...compareWithheld(expected, decision, request),
    ...compareObligations(expected.obligations, record.obligations),
    ...explainedRecord([
      ...(expected.record ? missingParts(expected.record, record, 'record') : []),
      ...(expected.wholeRecord
        ? differingParts(expected.wholeRecord, JSON.parse(JSON.stringify(record)), 'record')
        : []),
    ]),
  ];
}

function otherOutcome(expected: Expected, decision: CaseOutcome['decision']): Mismatch {
  // a token of which nothing was left was refused by what withheld its scopes, not at the gate
  const isOfScopes = decision.outcome === 'deny' && decision.error !== 'access_denied';
  const found = mismatch('outcome', expected.outcome, outcomeText(decision));
  return { ...found, items: { kind: isOfScopes ? 'scope' : 'gate' } };
}

function compareDenial(expected: Expected, decision: DenyDecision): readonly Mismatch[] {
  const isOther = expected.error !== undefined && expected.error !== decision.error;
  return explainedBy('gate', [
    ...(isOther ? [mismatch('error', expected.error, decision.error)] : []),
    ...compareWhy('denial', expected, decision.rule, decision.reason),
  ]);
}

function comparePermit(expected: Expected, decision: PermitDecision, view: TokenView): readonly Mismatch[] {
  const { claims = {}, removedClaims = {}, lifetimes = {}, authorizationDetails } = expected;
  return [
    ...explainedBy('gate', compareGates(expected, decision.gates)),
    ...compareSets('scopes', expected.scopes, view.scopes, 'scope'),
    ...explainedBy('gate', compareSets('audiences', expected.audiences, view.audiences)),
    ...compareSets('groups', expected.groups, view.groups, 'group'),
    ...compareSets('roles', expected.roles, view.roles, 'role'),
    ...Object.entries(claims).flatMap(([token, members]) =>
      differingMembers(members, own(view.claims, token) ?? {}).flatMap(([name, wanted, found]) =>
        explainedBy('claim', [mismatch(`claims of the ${words(token)}: ${name}`, wanted, found)], [name]),
      ),
    ),
    ...Object.entries(removedClaims).flatMap(([token, names]) => {
      const removed = (own(view.removedClaims, token) ?? []) as readonly string[]; // sound: its members are lists of names
      return compareSets(`claims removed from the ${words(token)}`, names, removed, 'claim');
    }),
    ...Object.entries(lifetimes).flatMap(([token, seconds]) => {
      const limit = (own(view.lifetimes, token) ?? 'unlimited') as number | 'unlimited'; // sound: its members are numbers
      return limit === seconds
        ? []
        : explainedBy('lifetime', [mismatch(`lifetime of the ${words(token)}`, inSeconds(seconds), inSeconds(limit))]);
    }),
    ...(authorizationDetails === undefined || sameJson(authorizationDetails, view.authorizationDetails)
      ? []
      : explainedBy('detail', [mismatch('authorization details', authorizationDetails, view.authorizationDetails)])),
    ...explainedBy('detail', compareWithheldDetails(expected, decision.withheldDetails)),
  ];
}

function compareWithheld(
  { withheld = {} }: Expected,
  { scopes }: CaseOutcome['decision'],
  request: IssuanceRequest,
): readonly Mismatch[] {
  return Object.entries(withheld).flatMap(([scope, why]) => {
    if (!request.scopes.includes(scope)) return [];
    const entry = scopes.withheld.find((candidate) => candidate.scope === scope);
    const found = entry
      ? compareWhy(`withheld ${scope}`, why, entry.rule, entry.reason)
      : [mismatch(`withheld ${scope}`, 'withheld', 'granted')];
    return explainedBy('scope', found, [scope]);
  });
}

const words = (name: string): string => name.replaceAll('_', ' ');

function outcomeText(decision: CaseOutcome['decision']): string {
  return decision.outcome === 'permit' ? 'permit' : `deny (${whyText(decision.rule, decision.reason)})`;
}

/** What something is put down to, on one line. */
export function whyText(rule: RuleRef | null, { code, admin }: Reason): string {
  return `${code}${rule ? ` by ${rule.policy}/${rule.rule}` : ''}: ${admin}`;
}

function compareWhy(
  about: string,
  { rule, reason }: ExpectedWhy,
  by: RuleRef | null,
  found: Reason,
): readonly Mismatch[] {
  const isOther = rule !== undefined && !isRule(rule, by);
  return [
    ...(isOther ? [mismatch(`${about}: rule`, rule, by ? `${by.policy}/${by.rule}` : 'no rule')] : []),
    ...(reason !== undefined && reason !== found.code
      ? [mismatch(`${about}: reason`, reason, `${found.code}: ${found.admin}`)]
      : []),
  ];
}

/** Whether `named` (`rule`, or `policy/rule`) is the rule. */
function isRule(named: string, rule: RuleRef | null): boolean {
  return rule !== null && (named === rule.rule || named === `${rule.policy}/${rule.rule}`);
}

function compareGates(
  { gates = {} }: Expected,
  open: readonly { readonly gate: string; readonly rule: RuleRef | null }[],
): readonly Mismatch[] {
  return Object.entries(gates).flatMap(([token, named]) => {
    const found = open.filter(({ gate }) => gate.startsWith(`issue:${token}:`));
    const other = found.find(({ rule }) => !isRule(named, rule));
    if (found.length > 0 && other === undefined) return [];
    const by = other?.rule;
    return [mismatch(`gate/${token}`, named, by ? `${by.policy}/${by.rule}` : 'no gate of this token')];
  });
}

/** Names in any order; each that is missing or too much is a mismatch of its own. */
function compareSets(
  about: string,
  expected: readonly string[] | undefined,
  found: readonly string[],
  kind?: ItemsOf['kind'],
): readonly Mismatch[] {
  if (expected === undefined) return [];
  const explained = (name: string, entry: Mismatch): readonly Mismatch[] =>
    kind ? explainedBy(kind, [entry], [name]) : [entry];
  return [
    ...expected.filter((name) => !found.includes(name)).flatMap((name) => explained(name, { about, expected: name })),
    ...found.filter((name) => !expected.includes(name)).flatMap((name) => explained(name, { about, found: name })),
  ];
}

function compareWithheldDetails(
  { withheldDetails }: Expected,
  found: readonly { readonly type: string; readonly rule: RuleRef | null; readonly reason: Reason }[],
): readonly Mismatch[] {
  if (withheldDetails === undefined) return [];
  if (withheldDetails.length !== found.length)
    return [
      mismatch(
        'withheld details',
        withheldDetails.length,
        found.map(({ type }) => type),
      ),
    ];
  return withheldDetails.flatMap(({ type, ...why }, i) => {
    const detail = found[i];
    if (detail === undefined) return [];
    const other =
      type !== undefined && type !== detail.type ? [mismatch(`withheld details/${i}: type`, type, detail.type)] : [];
    return [...other, ...compareWhy(`withheld details/${i}`, why, detail.rule, detail.reason)];
  });
}

function compareObligations(
  expected: readonly ExpectedObligation[] | undefined,
  found: CaseOutcome['record']['obligations'],
): readonly Mismatch[] {
  if (expected === undefined) return [];
  if (expected.length !== found.length)
    return [
      mismatch(
        'obligations',
        expected.map(({ type }) => type ?? 'any'),
        found.map(({ type }) => type),
      ),
    ];
  return expected.flatMap(({ rule, ...members }, i) => {
    const obligation = found[i];
    if (obligation === undefined) return [];
    const { rule: by } = obligation;
    const other =
      rule !== undefined && !isRule(rule, by)
        ? [mismatch(`obligations/${i}/rule`, rule, `${by.policy}/${by.rule}`)]
        : [];
    return [...missingParts(members, obligation, `obligations/${i}`), ...other];
  });
}

function inSeconds(limit: number | 'unlimited'): string {
  return limit === 'unlimited' ? limit : `${limit}s`;
}
