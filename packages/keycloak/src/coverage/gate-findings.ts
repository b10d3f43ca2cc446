// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import type { RealmState } from '../realm/facts.ts';
import { NAMES } from '../realm/names.ts';
import { foundIn, named, type Found } from './found.ts';
import { policyPath, profileOf, type Gate } from './gates.ts';
import { isKnownMode, voteOf } from './votes.ts';

const HELP = '`assay deploy keycloak --dry-run` shows what is missing, `--apply` puts it there';

/** What is wrong with the profile and the policies that lead to it. `observed` are clients that are meant to be issued to without an answer. Pure. */
export function gateFindings(
  state: RealmState,
  gates: readonly Gate[],
  observed: readonly string[],
): readonly DeploymentFinding[] {
  const found = foundIn(state.from);
  return [
    ...(gates.length === 0 ? [missingGate(state, found)] : []),
    ...danglingProfiles(state, found),
    ...gates.flatMap((gate) => [
      ...conditionFindings(state, gate, gates, found),
      ...orderFindings(gate, found),
      ...observedFindings(gate, observed, found),
    ]),
    ...twice(gates, found),
  ];
}

function missingGate({ profiles }: RealmState, found: Found): DeploymentFinding {
  const holding = profiles.filter(({ executors }) => executors.some(({ executor }) => executor === NAMES.executor));
  const help = HELP;
  return holding.length === 0
    ? found('/clientProfiles', {
        code: 'profile-missing',
        severity: 'error',
        message: `no client profile has the executor \`${NAMES.executor}\``,
        help,
      })
    : found('/clientPolicies', {
        code: 'policy-missing',
        severity: 'error',
        message: `no client policy names the client profile ${named(holding.map(({ name }) => name))}`,
        help,
      });
}

/** Keycloak lets a profile be deleted that a policy names, and the policy then does nothing. */
function danglingProfiles(state: RealmState, found: Found): readonly DeploymentFinding[] {
  return state.policies.flatMap((policy) => {
    const gone = policy.profiles.filter((name) => !profileOf(state, name));
    if (gone.length === 0) return [];
    const isOurs = policy.name === NAMES.policy || gone.includes(NAMES.profile);
    return [
      found(`${policyPath(state, policy)}/profiles`, {
        code: 'profile-deleted',
        severity: isOurs ? 'error' : 'warning',
        message: `client policy \`${policy.name}\` names the client profile ${named(gone)}, which is not there`,
        help: isOurs ? HELP : 'delete the policy, or give the profile back',
      }),
    ];
  });
}

function conditionFindings(
  state: RealmState,
  { policy, path }: Gate,
  gates: readonly Gate[],
  found: Found,
): readonly DeploymentFinding[] {
  const { name, conditions } = policy;
  const broken = (code: string, at: string, message: string): readonly DeploymentFinding[] => [
    found(`${path}${at}`, { code, severity: 'error', message: `client policy \`${name}\` ${message}`, help: HELP }),
  ];
  if (!policy.isEnabled) return broken('policy-disabled', '/enabled', 'is disabled');
  if (conditions.length === 0)
    return broken('policy-without-conditions', '/conditions', 'has no condition, so it never holds');
  if (!isKnownMode(policy.mode)) return broken('policy-mode', '/mode', `has the mode \`${policy.mode ?? ''}\``);
  const negative = conditions.find(({ condition, isNegative }) => condition === NAMES.condition && isNegative);
  if (negative)
    return broken('policy-negative', '/conditions', `has negative logic on \`${NAMES.condition}\`, so it never holds`);
  const narrower = conditions.filter(({ condition }) => condition !== NAMES.condition);
  if (narrower.length === 0) return [];
  // another policy may hold for those this one leaves out
  const others = gates.filter((gate) => gate.policy !== policy && gate.policy.isEnabled);
  const missed = state.clients.filter(
    (client) => voteOf(policy, client) !== 'yes' && !others.some((gate) => voteOf(gate.policy, client) === 'yes'),
  );
  if (missed.length === 0) return [];
  const clients = named(missed.map(({ clientId }) => clientId));
  return broken(
    'policy-narrow',
    '/conditions',
    `holds for some only (${named(narrower.map(({ condition }) => condition))}), and leaves out, or may leave out, ${clients}`,
  );
}

function orderFindings({ policy, path, later }: Gate, found: Found): readonly DeploymentFinding[] {
  const others = [...new Set(later.filter((executor) => executor !== NAMES.executor))];
  if (!policy.isEnabled || others.length === 0) return [];
  return [
    found(`${path}/profiles`, {
      code: 'executor-not-last',
      severity: 'error',
      message: `${named(others)} run after \`${NAMES.executor}\`: what they change was not decided, or is lost`,
      help: HELP,
    }),
  ];
}

function observedFindings(
  { path, profile, observed }: Gate,
  meant: readonly string[],
  found: Found,
): readonly DeploymentFinding[] {
  const open = observed.filter((client) => !meant.includes(client));
  const expected = observed.filter((client) => meant.includes(client));
  const of = (clients: readonly string[], severity: 'error' | 'info'): readonly DeploymentFinding[] =>
    clients.length === 0
      ? []
      : [
          found(path, {
            code: 'client-observed',
            severity,
            message: `tokens of ${named(clients)} are issued as built where the bridge cannot be asked (\`observe-clients\` of client profile \`${profile.name}\`)`,
            help:
              severity === 'info'
                ? 'take them out when they are ready'
                : 'take them out, or name them with `--observed` where that is meant',
          }),
        ];
  return [...of(open, 'error'), ...of(expected, 'info')];
}

function twice(gates: readonly Gate[], found: Found): readonly DeploymentFinding[] {
  const [first, second] = gates.filter(({ policy }) => policy.isEnabled);
  if (!first || !second) return [];
  return [
    found(second.path, {
      code: 'executor-twice',
      severity: 'warning',
      message: `client policies \`${first.policy.name}\` and \`${second.policy.name}\` both lead to \`${NAMES.executor}\``,
      help: 'let one of them do',
    }),
  ];
}
