// SPDX-License-Identifier: Apache-2.0
import type { Obligation, Reason, RuleRef } from '@assay/core/model';
import { holds, mayConcern, type NamedRule } from './rules.ts';
import type { World } from './world.ts';

/** What the rules about one thing come to: permitted by a rule, with what others ask for; or refused, and why. */
export interface Verdict {
  readonly by: RuleRef | null;
  readonly refused?: Reason;
  readonly demanding: readonly NamedRule[];
}

/**
 * Deny overrides: one denial that holds or fails refuses. Else one permit has to hold; then every permit that holds or fails has a say in what is
 * required, for how long, and how much.
 */
export function permitOrDeny(rules: readonly NamedRule[], world: World): Verdict {
  for (const rule of rules.filter(({ effect }) => effect === 'deny')) {
    const truth = holds(rule, world);
    if (truth !== 'no') return refusal(rule, truth === 'error' ? 'deniedOnError' : 'denied');
  }
  const permits = rules.filter(({ effect }) => effect === 'permit');
  const judged = permits.map((rule) => ({ rule, truth: holds(rule, world) }));
  const held = judged.find(({ truth }) => truth === 'yes');
  if (held)
    return {
      by: held.rule.ref,
      demanding: judged.filter(({ rule, truth }) => truth !== 'no' && isDemanding(rule)).map(({ rule }) => rule),
    };
  const failed = judged.find(({ truth }) => truth === 'error');
  if (failed) return refusal(failed.rule, 'notPermittedOnError');
  const nearest = permits.find((rule) => mayConcern(rule, world)) ?? permits[0];
  return nearest ? refusal(nearest, 'notPermitted') : NOBODY;
}

/** Who may request it, then who is granted it, then what needs consent. */
export function requestAndGrant(rules: readonly NamedRule[], world: World): Verdict {
  const requests = rules.filter(({ effect }) => effect === 'request');
  const [first] = [...requests.filter((rule) => mayConcern(rule, world)), ...requests];
  if (first && requests.every((rule) => holds(rule, world) !== 'yes')) return refusal(first, 'notRequestable');
  const verdict = permitOrDeny(rules, world);
  if (verdict.refused) return verdict;
  const consents = rules.filter((rule) => rule.effect === 'consent' && holds(rule, world) !== 'no');
  return { ...verdict, demanding: [...verdict.demanding, ...consents] };
}

const isDemanding = ({ require, lifetime, limit }: NamedRule): boolean =>
  require !== undefined || lifetime !== undefined || limit !== undefined;

/** No rule has anything to say. */
export const NOBODY: Verdict = { by: null, refused: { code: 'no_rule', admin: 'no rule permits it' }, demanding: [] };

type Way = 'denied' | 'deniedOnError' | 'notPermitted' | 'notPermittedOnError' | 'notRequestable';

function refusal({ ref, reason }: NamedRule, way: Way): Verdict {
  const name = `\`${ref.policy}/${ref.rule}\``;
  const reasons: { readonly [W in Way]: Reason } = {
    denied: { code: 'denied_by_rule', admin: reason ?? `rule ${name} denies it` },
    deniedOnError: {
      code: 'denied_on_error',
      admin: `rule ${name} could not be evaluated, and denies: ${reason ?? 'no reason given'}`,
    },
    notPermitted: { code: 'not_permitted', admin: reason ?? `the condition of rule ${name} does not hold` },
    notPermittedOnError: {
      code: 'not_permitted',
      admin: `the condition of rule ${name} could not be evaluated: something it reads is missing or of a wrong type, or it takes too much work`,
    },
    notRequestable: { code: 'not_requestable', admin: reason ?? `rule ${name} does not let it be requested` },
  };
  return { by: ref, refused: reasons[way], demanding: [] };
}

/** What rules require, each about the thing they permit. */
export function obligationsOf(rules: readonly NamedRule[], about: Obligation['about']): readonly Obligation[] {
  return rules.flatMap(({ require = [], ref }) =>
    require.map(({ type, properties }) => ({ type, properties, about, rule: ref })),
  );
}
