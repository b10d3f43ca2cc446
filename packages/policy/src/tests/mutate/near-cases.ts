// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, JsonObject } from '@assay/core/model';
import type { DecisionTable, Slot } from '@assay/core/pdp';
import type { Project } from '../../document/project.ts';
import type { Silence } from '../fixture-shapes.ts';
import { sameJson } from '../mismatch.ts';
import type { SeenDecision } from '../watch-decisions.ts';
import type { Start } from './candidate.ts';
import type { Domains } from './domains.ts';
import type { RulePlace } from './rule-place.ts';
import type { SeenCase } from './seen-cases.ts';
import type { Assignment } from './solve.ts';

/** How many decisions of cases are begun with. */
export const MOST_CASES = 3;

/** Decisions of cases to begin with: those that reach the rule before others, those that permit before denials; alike ones once. */
export function nearestCases(cases: readonly SeenCase[], rule: number): readonly SeenDecision[] {
  const ranked = cases.flatMap(({ seen, rules }) =>
    seen.map((one) => ({ one, rank: (rules.has(rule) ? 0 : 2) + (one.decision.outcome === 'permit' ? 0 : 1) })),
  );
  const sorted = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, 4 * MOST_CASES);
  const apart = sorted.filter(({ one }, i) => !sorted.slice(0, i).some((other) => isAlike(other.one, one)));
  return apart.slice(0, MOST_CASES).map(({ one }) => one);
}

const isAlike = (a: SeenDecision, b: SeenDecision): boolean =>
  sameJson(a.request, b.request) && sameJson(a.attributes, b.attributes);

/** The request and the answers of a case, which asks for what the rule is about: as `plain` does, where it did not ask for it or something is bound. */
export function startOf(
  { request, attributes }: SeenDecision,
  plain: IssuanceRequest,
  { asks, project }: { readonly asks: boolean; readonly project: Project },
): Start {
  const asked = asks ? request : askingFor(request, plain);
  const answers: Record<string, JsonObject | Silence> = {};
  for (const { name, absent, failed } of project.sources) {
    const said = attributes[name.value];
    if (said === undefined || sameJson(said, absent)) continue;
    answers[name.value] = sameJson(said, failed) ? 'error' : said;
  }
  return { request: { ...asked, trigger: 'test' }, answers, isGrantChosen: true };
}

function askingFor(request: IssuanceRequest, plain: IssuanceRequest): IssuanceRequest {
  const { scopes, authorizationDetails, tokens, grant, targets, baseline } = plain;
  return {
    ...request,
    scopes,
    authorizationDetails,
    tokens,
    targets,
    ...(grant === 'client_credentials' && { grant }),
    baseline,
  };
}

/** Whether a rule about `place` is asked again where the request stays as it is: nothing chosen is bound by the section. */
export function asksAlready(
  request: IssuanceRequest,
  { section, name }: RulePlace,
  values: Assignment,
  slots: readonly Slot[],
): boolean {
  if ([...values.keys()].some((index) => slots[index]?.root === 'bound')) return false;
  return section !== 'scopes' || request.scopes.includes(name);
}

/** Changes of no slot, of one, of two and of three, each to every value it is tried with. */
export function* changesOfFew(slots: readonly number[], domains: Domains): Generator<Assignment> {
  yield new Map();
  for (const count of [1, 2, 3]) yield* changesOf(slots, domains, count);
}

function* changesOf(slots: readonly number[], domains: Domains, count: number): Generator<Assignment> {
  if (count === 0) {
    yield new Map();
    return;
  }
  for (const [place, slot] of slots.entries())
    for (const value of domains[slot] ?? [])
      for (const others of changesOf(slots.slice(place + 1), domains, count - 1))
        yield new Map([[slot, value], ...others]);
}

/** What the rules of a place read, those of the rule itself first. */
export function slotsNear(table: DecisionTable, rules: readonly number[]): readonly number[] {
  return [
    ...new Set(
      rules.flatMap((index) => {
        const { when = [], value } = table.rules[index] ?? {};
        return [...when, ...(value === undefined ? [] : [value])].flatMap((expr) => table.reads[expr] ?? []);
      }),
    ),
  ];
}
