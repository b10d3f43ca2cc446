// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Rule, TablePdp } from '@assay/core/pdp';
import { attributesOf, candidateOf, plainStart, type Candidate, type CandidateContext } from './candidate.ts';
import { domainsOf } from './domains.ts';
import { goalsOf } from './goals.ts';
import type { Mutant } from './mutant.ts';
import { isSameDecision } from './notice.ts';
import { createProbe, type Probe } from './probe.ts';
import { placeOf, type RulePlace } from './rule-place.ts';
import { allOf, firstOf, type Assignment, type Goal } from './solve.ts';
import { createWitnesses, type ReadyTest, type WitnessContext } from './witness.ts';

export interface SearchContext extends WitnessContext {
  /** The table, its pools grown by what the mutants need. */
  readonly table: DecisionTable;
}

/** A search for requests that tell mutants from the policy. */
export interface Search {
  readonly witness: (mutant: Mutant, name: string, mutated: TablePdp) => Promise<string | undefined>;
  /** How many assignments of values were tried. */
  readonly tried: () => number;
}

/** How many assignments that should tell a mutant apart are tried. */
const MOST_CANDIDATES = 24;

/** A search over the domains of the attributes. It proves nothing: where it finds no request there may be one. */
export function createSearch(context: SearchContext): Search {
  const { table, project, pdp } = context;
  const witnesses = createWitnesses(context);
  /** The tests made so far, by the rule they are about: one may notice several changes. */
  const made = new Map<number, (readonly [Candidate, ReadyTest])[]>();
  const probes = new Map<string, Probe>();
  const making: CandidateContext = { table, project, target: context.context.target };
  let tried = 0;

  /** The probe of one place: attributes are tried with the values the rules there speak of. */
  const probeAt = (place: RulePlace): Probe => {
    const key = `${place.section} ${place.name}`;
    const known = probes.get(key) ?? createProbe(table, domainsOf(table, project, rulesAround(place, table)), project);
    probes.set(key, known);
    return known;
  };

  const isTold = (candidate: Candidate, mutated: TablePdp): boolean => {
    tried++;
    const { request } = candidate;
    const attributes = attributesOf(candidate, project);
    return !isSameDecision(pdp.decide(request, attributes), mutated.decide(request, attributes));
  };

  return {
    tried: () => [...probes.values()].reduce((sum, probe) => sum + probe.tried(), tried),
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
        for (const values of assignments(goalsOf(of, place, table, probeAt(place)), probeAt(place))) {
          const candidate = candidateOf(plainStart(place, rule, values, making), values, making, required);
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
