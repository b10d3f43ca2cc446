// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import type { PolicyFacts, ProfileFacts, RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';

/** A policy whose profile has our executor, and where it is. */
export interface Gate {
  readonly policy: PolicyFacts;
  /** JSON pointer of the policy, in an export. */
  readonly path: string;
  readonly profile: ProfileFacts;
  /** Clients whose tokens are issued as built where the bridge cannot be asked. */
  readonly observed: readonly string[];
  /** Executors that run after it, of this policy or of a later one. */
  readonly later: readonly string[];
}

/** Every policy that leads to our executor, the switched off ones too, in the order they are run. Pure. */
export function gatesOf(state: RealmState): readonly Gate[] {
  const steps = state.policies.flatMap((policy, at) =>
    policy.profiles.flatMap((name) => {
      const profile = profileOf(state, name);
      return (profile?.executors ?? []).map((executor) => ({ policy, at, profile, executor }));
    }),
  );
  return steps.flatMap(({ policy, profile, executor }, at) =>
    executor.executor !== NAMES.executor || !profile
      ? []
      : [
          {
            policy,
            path: policyPath(state, policy),
            profile,
            observed: textsOf(own(executor.configuration, 'observe-clients')),
            later: steps
              .slice(at + 1)
              .filter((step) => step.policy === policy || step.policy.isEnabled)
              .map((step) => step.executor.executor),
          },
        ],
  );
}

/** Of two profiles with one name, the realm's own is taken. */
export const profileOf = ({ profiles }: RealmState, name: string): ProfileFacts | undefined =>
  profiles.find((profile) => profile.name === name && !profile.isGlobal) ??
  profiles.find((profile) => profile.name === name);

/** Where a policy is in an export. */
export const policyPath = ({ policies }: RealmState, policy: PolicyFacts): string => {
  const kind = policies.filter(({ isGlobal }) => isGlobal === policy.isGlobal);
  return `/clientPolicies/${policy.isGlobal ? 'globalPolicies' : 'policies'}/${kind.indexOf(policy)}`;
};

const textsOf = (value: unknown): readonly string[] => {
  // one text may hold several: a form of the admin console writes them so
  const items: readonly unknown[] = typeof value === 'string' ? value.split('##') : Array.isArray(value) ? value : [];
  return items.filter((item): item is string => typeof item === 'string' && item !== '');
};
