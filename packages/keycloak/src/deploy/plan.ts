// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import type { Change } from './change.ts';
import { SCOPES, type DeployOptions } from './desired.ts';
import { eventChanges } from './plan-events.ts';
import { policyChanges, profileChanges } from './plan-policies.ts';
import { clientChanges, defaultScopeChanges, scopeChanges } from './plan-scopes.ts';

/** What has to change for every token of a realm to be decided; nothing where it is so already. */
export interface Plan {
  readonly changes: readonly Change[];
  /** What stands in the way, and somebody has to look at. */
  readonly problems: readonly Problem[];
}

/**
 * Compares a realm with what it has to be. What others put there stays: profiles, policies, executors, listeners, mappers; ours go last. In the order in
 * which they have to be carried out. Pure.
 */
export function planFor(state: RealmState, options: DeployOptions = {}): Plan {
  const problems = problemsOf(state);
  if (problems.length > 0) return { changes: [], problems };
  return {
    changes: [
      ...profileChanges(state, options),
      ...policyChanges(state),
      ...SCOPES.flatMap((scope) => [
        ...scopeChanges(state, scope),
        ...defaultScopeChanges(state, scope),
        ...clientChanges(state, scope),
      ]),
      ...eventChanges(state),
    ],
    problems,
  };
}

/** Names of ours that stand for something else. */
function problemsOf({ profiles, policies, scopes }: RealmState): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { name, protocol } of SCOPES) {
    const other = scopes.find((scope) => scope.name === name && scope.protocol !== protocol);
    if (other)
      problems.push({
        path: `client scope \`${name}\``,
        message: `expected the protocol ${protocol}, found ${other.protocol}: rename or delete it`,
      });
  }
  const isOurs = ({ name, isGlobal }: { readonly name: string; readonly isGlobal: boolean }): boolean =>
    isGlobal && name === NAMES.profile;
  if (profiles.some(isOurs) || policies.some(isOurs))
    problems.push({ path: `global \`${NAMES.profile}\``, message: 'expected none of this name' });
  return problems;
}
