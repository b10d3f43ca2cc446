// SPDX-License-Identifier: Apache-2.0
import { explain, readTrace, type ExplainedItem, type ExplainedRule, type TablePdp } from '@assay/core/pdp';
import type { CompiledPolicySet } from '../compile/compile.ts';
import type { SeenDecision } from './watch-decisions.ts';

/** How often a condition (one conjunct) was seen to hold, not to hold, to err, and to decide: it was the only one of its rule that was false. */
export interface ConditionCoverage {
  readonly text: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly yes: number;
  readonly no: number;
  readonly error: number;
  readonly deciding: number;
}

/** How often a rule held and did not hold, in decisions that asked it. */
export interface RuleCoverage {
  readonly policy: string;
  readonly rule: string;
  readonly at: string;
  readonly held: number;
  readonly notHeld: number;
  readonly conditions: readonly ConditionCoverage[];
}

/** What tests cover of a policy set, in points: a rule has two (held, did not hold), a condition three (true, false, deciding), a rule without a condition one. No point depends on how the text is laid out. */
export interface Coverage {
  readonly rules: readonly RuleCoverage[];
  readonly covered: number;
  readonly points: number;
  /** Of a hundred, rounded down to a tenth; 100 where there is nothing to cover. */
  readonly percent: number;
}

/** Collects coverage, decision by decision. */
export interface CoverageCollector {
  readonly see: (seen: SeenDecision) => void;
  readonly coverage: () => Coverage;
}

interface Counts {
  held: number;
  notHeld: number;
  readonly conditions: { yes: number; no: number; error: number; deciding: number }[];
}

/** A collector for the rules of `compiled`; `pdp` is the one that decides. */
export function createCoverage(compiled: CompiledPolicySet, pdp: TablePdp): CoverageCollector {
  const { table, source } = compiled;
  const counts = table.rules.map((rule): Counts => ({
    held: 0,
    notHeld: 0,
    conditions: rule.when.map(() => ({ yes: 0, no: 0, error: 0, deciding: 0 })),
  }));
  return {
    see: ({ request, attributes, decision }) => {
      const evaluated = new Set(readTrace(decision.trace).map(({ rule }) => rule));
      const isReached = ({ kind }: ExplainedItem): boolean => kind === 'gate' || decision.outcome === 'permit';
      for (const item of explain(pdp, request, attributes).items) {
        for (const rule of item.rules) {
          // the index passes over rules of other clients: a decision that got to the item has found their condition not to hold
          const isPassedOver =
            table.rules[rule.index]?.clients !== undefined && rule.result === 'no' && isReached(item);
          if (evaluated.has(rule.index) || isPassedOver) tally(counts[rule.index], rule);
        }
      }
    },
    coverage: () =>
      summed(
        table.rules.map((rule, index) => {
          const policy = table.policies[rule.policy ?? 0];
          const { held = 0, notHeld = 0, conditions = [] } = counts[index] ?? {};
          const place = (at: readonly [number, number]): string => `${policy?.file}:${at.join(':')}`;
          return {
            policy: policy?.name ?? '',
            rule: rule.id,
            at: place(rule.at),
            held,
            notHeld,
            conditions: conditions.map((condition, i) => {
              const written = source.rules[index]?.conjuncts[i];
              return { text: written?.text ?? '', at: place(written?.at ?? rule.at), ...condition };
            }),
          };
        }),
      ),
  };
}

function tally(counts: Counts | undefined, { result, conjuncts }: ExplainedRule): void {
  if (counts === undefined) return;
  if (result === 'yes') counts.held++;
  else counts.notHeld++;
  // an error beside it is none the less its own doing: where `has(actor.id)` is false, `actor.id == client.id` cannot be told
  const falseOnes = conjuncts.filter((conjunct) => conjunct.result === 'no').length;
  conjuncts.forEach((conjunct, i) => {
    const condition = counts.conditions[i];
    if (condition === undefined) return;
    condition[conjunct.result]++;
    if (conjunct.result === 'no' && falseOnes === 1) condition.deciding++;
  });
}

function summed(rules: readonly RuleCoverage[]): Coverage {
  const all = rules.flatMap(pointsOf);
  const covered = all.filter((count) => count > 0).length;
  const percent = all.length === 0 ? 100 : Math.floor((covered * 1000) / all.length) / 10;
  return { rules, covered, points: all.length, percent };
}

/** How often each point of a rule was seen; 0 is not covered. */
export function pointsOf({ held, notHeld, conditions }: RuleCoverage): readonly number[] {
  if (conditions.length === 0) return [held];
  return [held, notHeld, ...conditions.flatMap(({ yes, no, deciding }) => [yes, no, deciding])];
}

/** What was never seen of a rule, and of a condition, in words. */
export function unseenOfRule({ held, notHeld, conditions }: RuleCoverage): readonly string[] {
  if (held + notHeld === 0) return ['never asked'];
  return [...(held === 0 ? ['never held'] : []), ...(notHeld === 0 && conditions.length > 0 ? ['always held'] : [])];
}

export function unseenOfCondition({ yes, no, error, deciding }: ConditionCoverage): readonly string[] {
  if (yes + no + error === 0) return ['never asked'];
  return [
    ...(yes === 0 ? ['never true'] : []),
    ...(no === 0 ? ['never false'] : []),
    ...(deciding === 0 ? ['never deciding'] : []),
  ];
}
