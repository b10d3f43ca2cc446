// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import type { RealmState } from '../realm/facts.ts';
import { NAMES, OIDC, SAML } from '../realm/names.ts';
import { foundIn } from './found.ts';

const HELP = '`assay deploy keycloak --dry-run` shows what is missing, `--apply` puts it there';

/** What of the realm itself keeps the gate from being complete, or from being watched. Pure. */
export function realmFindings({
  from,
  scopes,
  defaultScopes,
  clients,
  events,
}: RealmState): readonly DeploymentFinding[] {
  const found = foundIn(from);
  const findings: DeploymentFinding[] = [];
  const carrying = (protocol: string, provider: string): readonly string[] =>
    scopes
      .filter((scope) => scope.protocol === protocol && scope.mappers.some((mapper) => mapper.provider === provider))
      .map(({ name }) => name);
  const ofClients = carrying(OIDC, NAMES.mapper);
  if (!ofClients.some((name) => defaultScopes.includes(name)))
    findings.push(
      found('/defaultDefaultClientScopes', {
        code: 'scope-not-default',
        severity: 'error',
        message: `a client made from now on gets no client scope with the mapper \`${NAMES.mapper}\``,
        help: HELP,
      }),
    );
  const hasSamlClients = clients.some(({ protocol, isEnabled }) => protocol === SAML && isEnabled);
  if (hasSamlClients && !carrying(SAML, NAMES.samlMapper).some((name) => defaultScopes.includes(name)))
    findings.push(
      found('/defaultDefaultClientScopes', {
        code: 'saml-scope-not-default',
        severity: 'warning',
        message: `a SAML client made from now on gets no client scope with the mapper \`${NAMES.samlMapper}\``,
        help: HELP,
      }),
    );
  const shown = scopes.filter(
    ({ name, isShown, protocol }) => protocol === OIDC && isShown && ofClients.includes(name),
  );
  if (shown.length > 0)
    findings.push(
      found('/clientScopes', {
        code: 'scope-shown',
        severity: 'warning',
        message: `the client scope \`${shown[0]?.name ?? ''}\` is named in the \`scope\` of tokens`,
        help: HELP,
      }),
    );
  if (!events.hasAdminEvents)
    findings.push(
      found('/adminEventsEnabled', {
        code: 'admin-events-off',
        severity: 'warning',
        message: 'admin events are not kept by Keycloak: what an admin did is told by the log alone',
        help: HELP,
      }),
    );
  return findings;
}
