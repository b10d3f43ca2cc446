// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import type { RealmState } from '../realm/facts.ts';
import { missingProviders } from '../realm/missing-providers.ts';
import { foundIn, named } from './found.ts';

/** Versions the provider was run on. */
const TRIED = /^26\.[5-7]\./;

/** What the server lacks, or has that leads round the gate. Pure. */
export function serverFindings(state: RealmState): readonly DeploymentFinding[] {
  const { server, from } = state;
  const found = foundIn(from);
  if (!server)
    return [
      found('', {
        code: 'server-not-told',
        severity: 'info',
        message: 'whether the provider is installed, and which features are on, is not told',
        help: 'read the live realm with `--url`, as an admin who may see the server',
      }),
    ];
  const findings: DeploymentFinding[] = [];
  const missing = missingProviders(server);
  if (missing.length > 0)
    findings.push(
      found('', {
        code: 'provider-not-installed',
        severity: 'error',
        message: `the server has no ${named(missing)}`,
        help: 'put the JAR of the provider into `providers/`, run `kc.sh build`, and restart',
      }),
    );
  if (server.features.get('CLIENT_POLICIES') === false)
    findings.push(
      found('', {
        code: 'client-policies-off',
        severity: 'error',
        message: 'the feature `client-policies` is off: no client policy is asked for anything',
        help: 'take it out of `--features-disabled`',
      }),
    );
  if (server.features.get('TOKEN_EXCHANGE') === true)
    findings.push(
      found('', {
        code: 'legacy-token-exchange',
        severity: 'error',
        message: 'the legacy token exchange is on: what it issues can be denied, and is not narrowed',
        help: 'take `token-exchange` out of `--features`; the standard exchange needs none',
      }),
    );
  if (server.version !== undefined && !TRIED.test(server.version))
    findings.push(
      found('', {
        code: 'version-not-tried',
        severity: 'warning',
        message: `the provider was run on Keycloak 26.5 to 26.7, and this is ${server.version}`,
        help: 'try every grant of yours on a copy first',
      }),
    );
  return findings;
}
