// SPDX-License-Identifier: Apache-2.0
import type { Reason, RuleRef } from '../../model/decision.ts';
import type { Rule } from '../table.ts';
import type { CompiledRule } from './compiled-rule.ts';

/** What the rules of one item came to. `by` permitted or refused it; a refusal has a reason. */
export interface Verdict {
  readonly by: RuleRef | null;
  readonly refused: Reason | undefined;
  /** Permits that ask for something and held, or could not be told: what they ask for applies. */
  readonly demanding: readonly CompiledRule[];
}

/** The verdicts one rule can bring about by itself: made once, because they are handed out in every decision. */
export interface OwnVerdicts {
  readonly permitted: Verdict;
  readonly denied: Verdict;
  readonly deniedOnError: Verdict;
  readonly notPermitted: Verdict;
  readonly notPermittedOnError: Verdict;
  readonly notRequestable: Verdict;
}

const NONE: readonly CompiledRule[] = [];

export function ownVerdicts({ reason }: Rule, by: RuleRef): OwnVerdicts {
  const refused = (code: Reason['code'], admin: string): Verdict => ({ by, refused: { code, admin }, demanding: NONE });
  const name = `\`${by.policy}/${by.rule}\``;
  return {
    permitted: { by, refused: undefined, demanding: NONE },
    denied: refused('denied_by_rule', reason ?? `rule ${name} denies it`),
    deniedOnError: refused(
      'denied_on_error',
      `rule ${name} could not be evaluated, and denies: ${reason ?? 'no reason given'}`,
    ),
    notPermitted: refused('not_permitted', reason ?? `the condition of rule ${name} does not hold`),
    notPermittedOnError: refused(
      'not_permitted',
      `the condition of rule ${name} could not be evaluated: something it reads is missing or of a wrong type, or it takes too much work`,
    ),
    notRequestable: refused('not_requestable', reason ?? `rule ${name} does not let it be requested`),
  };
}

/** No rule of the item concerns the request. */
export const NO_VERDICT: Verdict = {
  by: null,
  refused: { code: 'no_rule', admin: 'no rule permits it' },
  demanding: NONE,
};
