// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit, Obligation, RuleRef } from '../../model/decision.ts';
import type { Frame } from '../eval/frame.ts';
import { ERROR, NO, YES } from '../eval/tri.ts';
import type { Candidates } from '../rules/candidates.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import { evaluate } from '../rules/evaluate.ts';
import { NO_VERDICT, type Verdict } from '../rules/verdict.ts';
import { tighter } from './state.ts';

/**
 * Deny overrides: a denial that holds, or cannot be told, refuses; otherwise one permit that holds is enough; otherwise it is refused.
 * A rule that asks for something applies what it asks for even where its own condition errs.
 */
export function permitOrDeny(candidates: Candidates, frame: Frame): Verdict {
  const { denials, others, isDemanding, nearest } = candidates;
  for (let i = 0; i < denials.length; i++) {
    const rule = denials[i]!; // sound: i is within the list
    const truth = evaluate(rule, frame);
    if (truth !== NO) return truth === ERROR ? rule.verdicts.deniedOnError : rule.verdicts.denied;
  }
  if (isDemanding) return demandingPermit(candidates, frame);
  let erring: CompiledRule | undefined;
  for (let i = 0; i < others.length; i++) {
    const rule = others[i]!;
    const truth = evaluate(rule, frame);
    if (truth === YES) return rule.verdicts.permitted;
    if (truth === ERROR) erring ??= rule;
  }
  return notPermitted(nearest, erring);
}

/** A rule that could not be told is the better answer to "why not": it might have permitted. */
function notPermitted(nearest: CompiledRule | undefined, erring: CompiledRule | undefined): Verdict {
  return erring?.verdicts.notPermittedOnError ?? nearest?.verdicts.notPermitted ?? NO_VERDICT;
}

/** Every permit is evaluated, because what each asks for adds up. */
function demandingPermit({ others, nearest }: Candidates, frame: Frame): Verdict {
  let by: RuleRef | null = null;
  let erring: CompiledRule | undefined;
  const demanding: CompiledRule[] = [];
  for (const rule of others) {
    const truth = evaluate(rule, frame);
    if (truth === ERROR) erring ??= rule;
    if (truth === YES) by ??= rule.ref;
    if (truth !== NO && rule.isDemanding) demanding.push(rule);
  }
  if (by !== null) return { by, refused: undefined, demanding };
  return notPermitted(nearest, erring);
}

/** The obligations of the rules that ask for something, each about the item they are asked for. */
export function obligationsOf(rules: readonly CompiledRule[], about: Obligation['about']): Obligation[] {
  return rules.flatMap(({ rule, ref }) =>
    (rule.require ?? []).map(({ type, properties }) => ({ type, properties, about, rule: ref })),
  );
}

/** The tightest lifetime among the rules. */
export function lifetimeOf(rules: readonly CompiledRule[]): LifetimeLimit | undefined {
  let limit: LifetimeLimit | undefined;
  for (const { rule, ref } of rules)
    if (rule.lifetime !== undefined) limit = tighter(limit, { seconds: rule.lifetime, rule: ref });
  return limit;
}
