// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit, Obligation, Reason, RuleRef } from '../../model/decision.ts';
import type { Frame } from '../eval/frame.ts';
import { ERROR, NO, YES } from '../eval/tri.ts';
import type { Candidates } from '../rules/candidates.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import { evaluate } from '../rules/evaluate.ts';
import { tighter } from './state.ts';

/** What the rules of one item came to. `by` permitted or refused it; a refusal has a reason. */
export interface Verdict {
  readonly by: CompiledRule | undefined;
  readonly refused: Reason | undefined;
  /** Permits that ask for something and held, or could not be told: what they ask for applies. */
  readonly demanding: readonly CompiledRule[];
}

const NO_RULE: Reason = { code: 'no_rule', admin: 'no rule permits it' };
const NONE: readonly CompiledRule[] = [];

/**
 * Deny overrides: a denial that holds, or cannot be told, refuses; otherwise one permit that holds is enough; otherwise it is refused.
 * A rule that asks for something applies what it asks for even where its own condition errs.
 */
export function permitOrDeny(candidates: Candidates, frame: Frame): Verdict {
  for (const rule of candidates.denials) {
    const truth = evaluate(rule, frame);
    if (truth !== NO) return { by: rule, refused: truth === ERROR ? rule.deniedOnError : rule.denied, demanding: NONE };
  }
  let by: CompiledRule | undefined;
  let demanding: CompiledRule[] | undefined;
  for (const rule of candidates.others) {
    const truth = evaluate(rule, frame);
    if (truth === YES) by ??= rule;
    if (truth !== NO && rule.isDemanding) (demanding ??= []).push(rule);
    if (by !== undefined && !candidates.isDemanding) break;
  }
  if (by !== undefined) return { by, refused: undefined, demanding: demanding ?? NONE };
  return { by: candidates.nearest, refused: candidates.nearest?.notPermitted ?? NO_RULE, demanding: NONE };
}

/** The obligations of the rules that ask for something, each about the item they are asked for. */
export function obligationsOf(rules: readonly CompiledRule[], about: Obligation['about']): Obligation[] {
  return rules.flatMap(({ rule, ref }) => (rule.require ?? []).map(({ type, properties }) => ({ type, properties, about, rule: ref })));
}

/** The tightest lifetime among the rules. */
export function lifetimeOf(rules: readonly CompiledRule[]): LifetimeLimit | undefined {
  let limit: LifetimeLimit | undefined;
  for (const { rule, ref } of rules) if (rule.lifetime !== undefined) limit = tighter(limit, { seconds: rule.lifetime, rule: ref });
  return limit;
}

/** The place of the rule, or null for none. */
export const refOf = (rule: CompiledRule | undefined): RuleRef | null => rule?.ref ?? null;
