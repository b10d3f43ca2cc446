// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Rule, TablePdp } from '@assay/core/pdp';
import { attributesOf, candidateOf, plainStart, type Candidate, type CandidateContext } from './candidate.ts';
import { domainsOf, type Domains } from './domains.ts';
import { goalsOf } from './goals.ts';
import type { Mutant } from './mutant.ts';
import { asksAlready, changesOfFew, MOST_CASES, nearestCases, slotsNear, startOf } from './near-cases.ts';
import { isSameDecision } from './notice.ts';
import { createProbe, type Probe } from './probe.ts';
import { placeOf, type RulePlace } from './rule-place.ts';
import type { SeenCase } from './seen-cases.ts';
import { allOf, firstOf, type Assignment, type Goal } from './solve.ts';
import { createWitnesses, type ReadyTest, type WitnessContext } from './witness.ts';

export interface SearchContext extends WitnessContext {
  /** The table, its pools grown by what the mutants need. */
  readonly table: DecisionTable;
  /** The cases there are. */
  readonly cases: readonly SeenCase[];
  /** Texts that match the patterns of the policies, by their programs. */
  readonly samples: ReadonlyMap<string, string>;
}

/** A search for requests that tell mutants from the policy. */
export interface Search {
  readonly witness: (mutant: Mutant, name: string, mutated: TablePdp) => Promise<string | undefined>;
  /** How many assignments of values were tried. */
  readonly tried: () => number;
}

/** How many assignments that should tell a mutant apart are tried. */
const MOST_CANDIDATES = 24;

/** How many changes of what cases ask are tried, and of how many attributes. */
const MOST_NEAR = 300;
const MOST_SLOTS = 8;

/** The attributes around one place, with the values the rules there speak of. */
interface Around {
  readonly domains: Domains;
  readonly probe: Probe;
}

/** A search over the domains of the attributes. It proves nothing: where it finds no request there may be one. */
export function createSearch(context: SearchContext): Search {
  const { table, project, pdp } = context;
  const witnesses = createWitnesses(context);
  /** The tests made so far, by the rule they are about: one may notice several changes. */
  const made = new Map<number, (readonly [Candidate, ReadyTest])[]>();
  const around = new Map<string, Around>();
  const making: CandidateContext = { table, project, target: context.context.target };
  let tried = 0;

  const aroundOf = (place: RulePlace): Around => {
    const key = `${place.section} ${place.name}`;
    const known = around.get(key);
    if (known) return known;
    const domains = domainsOf(table, project, rulesAround(place, table), context.samples);
    const found = { domains, probe: createProbe(table, domains, project) };
    around.set(key, found);
    return found;
  };

  /** What the cases ask, with a few attributes changed: where a rule reads what no domain can tell, a case that gets there can. */
  const nearCandidates = function* (
    mutant: Mutant,
    place: RulePlace,
    domains: Domains,
    required: readonly Rule[],
  ): Generator<Candidate> {
    const rule = table.rules[mutant.rule];
    if (rule === undefined) return;
    const slots = slotsNear(table, [mutant.rule, ...mutant.rules, ...place.rules]).slice(0, MOST_SLOTS);
    for (const seen of nearestCases(context.cases, mutant.rule)) {
      const changes = firstOf(changesOfFew(slots, domains), MOST_NEAR / MOST_CASES);
      for (const values of changes) {
        const plain = plainStart(place, rule, values, making).request;
        const asks = asksAlready(seen.request, place, values, table.slots);
        yield candidateOf(startOf(seen, plain, { asks, project }), values, making, required);
      }
    }
  };

  const isTold = (candidate: Candidate, mutated: TablePdp): boolean => {
    tried++;
    const { request } = candidate;
    const attributes = attributesOf(candidate, project);
    return !isSameDecision(pdp.decide(request, attributes), mutated.decide(request, attributes));
  };

  return {
    tried: () => [...around.values()].reduce((sum, { probe }) => sum + probe.tried(), tried),
    witness: async (mutant, name, mutated) => {
      for (const index of mutant.rules) {
        for (const [candidate, ready] of made.get(index) ?? [])
          if (isTold(candidate, mutated) && (await witnesses.notices(ready, mutated))) return ready.text;
      }
      for (const index of mutant.rules) {
        const of = { ...mutant, rule: index };
        const place = placeOf(table, index);
        const rule = table.rules[index];
        if (place === undefined || rule === undefined) continue;
        const required = mutant.mutation === 'drop-requirement' ? [] : rulesAround(place, table);
        const { probe, domains } = aroundOf(place);
        const candidates = function* (): Generator<Candidate> {
          for (const values of assignments(goalsOf(of, place, table, probe), probe))
            yield candidateOf(plainStart(place, rule, values, making), values, making, required);
          yield* firstOf(nearCandidates(of, place, domains, required), MOST_NEAR);
        };
        for (const candidate of candidates()) {
          if (!isTold(candidate, mutated)) continue;
          const ready = await witnesses.make(name, candidate, mutated);
          if (ready === undefined) continue;
          made.set(index, [...(made.get(index) ?? []), [candidate, ready]]);
          return ready.text;
        }
      }
      return undefined;
    },
  };
}

/** Assignments that reach all goals; then some that reach the first one and are right for the gate: what else was asked for may not be needed. */
function* assignments(goals: readonly Goal[], probe: Probe): Generator<Assignment> {
  probe.restart();
  yield* firstOf(allOf(goals)(new Map()), MOST_CANDIDATES);
  probe.restart();
  yield* firstOf(allOf(goals.slice(0, 2))(new Map()), MOST_CANDIDATES);
}

/** The rules that may ask for something where a rule stands: those about the same, and the gates. */
function rulesAround({ rules }: RulePlace, table: DecisionTable): readonly Rule[] {
  return [...rules, ...table.gates].flatMap((index) => table.rules[index] ?? []);
}
