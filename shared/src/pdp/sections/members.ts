// SPDX-License-Identifier: Apache-2.0
import type { Reason, WithheldMember } from '../../model/decision.ts';
import { NO_VERDICT, type Verdict } from '../rules/verdict.ts';
import { permitOrDeny } from './permit-or-deny.ts';
import { bind, type State, type Target } from './state.ts';

/** What a subject is a member of, by the name of the section, and the name one of them is bound to. */
const BOUND = { groups: 'group', roles: 'role' } as const;
const UNLISTED = { groups: 'unlistedGroups', roles: 'unlistedRoles' } as const;

export type Membership = keyof typeof BOUND;

export type DecideMembers = typeof decideMembers;

export interface DecidedMembers {
  readonly kept: readonly string[];
  readonly withheld: readonly WithheldMember[];
}

/**
 * Decides every group (or role) of the baseline, in its order: never more than that. Undefined where policy does not speak of any. A token
 * carries them to every target: each surviving one has to keep it.
 */
export function decideMembers(state: State, kind: Membership): DecidedMembers | undefined {
  const names = state.request.baseline[kind];
  const isStrict = state.runtime.table.governance[UNLISTED[kind]] === 'remove';
  // a target whose rules do not speak of any keeps them all
  const asked = isStrict ? state.targets : state.targets.filter(({ rules }) => rules[kind].all.length > 0);
  if (names.length === 0 || asked.length === 0) return undefined;
  const withheld: WithheldMember[] = [];
  const kept = names.filter((name) => {
    for (const target of asked) {
      const verdict = verdictAt(state, target, kind, name);
      const reason = verdict === NO_VERDICT ? unlisted(kind, isStrict) : verdict.refused;
      if (reason === undefined) continue;
      withheld.push({ name, rule: verdict.by, reason });
      return false;
    }
    return true;
  });
  return { kept, withheld };
}

function verdictAt(state: State, { audience, rules }: Target, kind: Membership, name: string): Verdict {
  bind(state, { audience, [BOUND[kind]]: name });
  return permitOrDeny(rules[kind], state);
}

/** What becomes of one that no rule denies, where no rule permits any: it is kept, unless the project says otherwise. */
const unlisted = (kind: Membership, isStrict: boolean): Reason | undefined =>
  isStrict ? { code: 'no_rule', admin: `no rule speaks of this ${BOUND[kind]}` } : undefined;
