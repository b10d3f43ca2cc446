// SPDX-License-Identifier: Apache-2.0
import type { DeploymentReport } from '@assay/core/pep';
import type { RealmState } from '../realm/facts.ts';
import { clientFindings } from './client-findings.ts';
import { gateFindings } from './gate-findings.ts';
import { gatesOf } from './gates.ts';
import { GRANTS } from './grants.ts';
import { reachOf } from './reach.ts';
import { realmFindings } from './realm-findings.ts';
import { serverFindings } from './server-findings.ts';

/** What is meant, and no finding. */
export interface Meant {
  /** Clients whose tokens may be issued as built where the bridge cannot be asked. */
  readonly observed?: readonly string[];
}

const TARGET = 'keycloak/issuance';

/** Which grants of which clients reach the gate, and what leads round it. Pure. */
export function examine(state: RealmState, { observed = [] }: Meant = {}): DeploymentReport {
  const gates = gatesOf(state);
  const findings = [
    ...serverFindings(state),
    ...gateFindings(state, gates, observed),
    ...realmFindings(state),
    ...clientFindings(state),
  ];
  const artefacts = gates.map(({ policy, profile }) => ({
    target: TARGET,
    name: `client policy \`${policy.name}\`, client profile \`${profile.name}\``,
    file: state.from,
    isBound: policy.isEnabled,
    code: 'not_compared' as const,
  }));
  return { artefacts, findings, grants: GRANTS, clients: reachOf(state, gates) };
}
