// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import type { ClientFacts, RealmState } from '../realm/facts.ts';
import { NAMES, OIDC, SAML } from '../realm/names.ts';
import { hasIntrospection, hasSaml } from './clients.ts';
import { foundIn, named } from './found.ts';
import { DOCKER, GRANTS, isAllowed, isRefused, type Grant } from './grants.ts';

const HELP = '`assay deploy keycloak --dry-run` shows what is missing, `--apply` puts it there';

/** What clients have, or lack, that lets something round the gate, or is worth a look. Pure. */
export function clientFindings(state: RealmState): readonly DeploymentFinding[] {
  const found = foundIn(state.from);
  const all = state.clients.filter((client) => GRANTS.some((grant) => isAllowed(grant, client, state)));
  return CHECKS.flatMap(({ path = '/clients', message, is, ...finding }) => {
    const clients = all.filter((client) => is(client, state));
    return clients.length === 0
      ? []
      : [found(path, { ...finding, message: `${message}: ${named(clients.map(({ clientId }) => clientId))}` })];
  });
}

interface Check extends Omit<DeploymentFinding, 'file' | 'path'> {
  readonly path?: string;
  readonly is: (client: ClientFacts, state: RealmState) => boolean;
}

const may =
  (grant: Grant): Check['is'] =>
  (client, state) =>
    isAllowed(grant, client, state);

const CHECKS: readonly Check[] = [
  {
    code: 'client-scope-missing',
    severity: 'error',
    is: (client, state) => client.protocol === OIDC && !hasIntrospection(client, state),
    message: `introspection and userinfo tell again what was withheld, without the mapper \`${NAMES.mapper}\` as a default`,
    help: HELP,
  },
  {
    code: 'saml-mapper-missing',
    severity: 'error',
    is: (client, state) => client.protocol === SAML && !hasSaml(client, state),
    message: `assertions are issued undecided, without the mapper \`${NAMES.samlMapper}\``,
    help: HELP,
  },
  {
    code: 'docker-client',
    severity: 'error',
    is: ({ protocol }) => protocol === DOCKER,
    message: 'tokens of Docker registries cannot be decided on',
    help: 'disable the client, or move it to a realm of its own',
  },
  {
    code: 'uma-passes-by',
    severity: 'error',
    is: (client, state) => may('uma_ticket')(client, state) && !isRefused('uma_ticket', state),
    message: 'tokens with permissions (UMA) are issued undecided on Keycloak before 26.6',
    help: 'switch Authorization Services off at the clients that have them, or use a newer server',
  },
  {
    code: 'uma-refused',
    severity: 'warning',
    is: (client, state) => may('uma_ticket')(client, state) && isRefused('uma_ticket', state),
    message: 'tokens with permissions (UMA) cannot be decided on, and are refused',
    help: 'ask with `response_mode=decision` or `permissions`, which issue no token',
  },
  {
    code: 'pre-authorized-code',
    severity: 'warning',
    is: may('pre_authorized_code'),
    message: 'tokens for pre-authorized codes cannot be decided on: from Keycloak 26.6 on they are refused',
    help: 'take `oid4vc-vci-preauth-code` out of `--features`',
  },
  {
    code: 'implicit-flow',
    severity: 'warning',
    is: may('implicit'),
    message: 'the implicit flow is on: what it answers names no scope, so a narrowed token does not tell that it is',
    help: 'use the authorization code with PKCE',
  },
  {
    code: 'lightweight-tokens',
    severity: 'info',
    is: ({ attributes }) => attributes.get('client.use.lightweight.access.token.enabled') === 'true',
    message: 'access tokens are lightweight: what they mean is told by introspection, at the time it is asked',
    help: `it has to go through the mapper \`${NAMES.mapper}\``,
  },
  {
    code: 'full-scope',
    severity: 'info',
    is: ({ protocol, hasFullScope }) => protocol === OIDC && hasFullScope,
    message: 'tokens begin with every role of the user (full scope), and only policy takes them out',
    help: 'switch `Full scope allowed` off where a client needs a few roles',
  },
];
