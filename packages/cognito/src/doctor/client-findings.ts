// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES } from '@assay/core/model';
import type { ClientReach, DeploymentFinding } from '@assay/core/pep';
import type { CognitoSettings } from '../settings.ts';
import type { ClientFacts, UserPoolFacts } from './facts.ts';
import { foundAt } from './found-at.ts';

/** What of the clients passes by, is not told, or is not as the project has it. Pure. */
export function clientFindings(
  facts: UserPoolFacts,
  reach: readonly ClientReach[],
  settings: CognitoSettings | undefined,
): readonly DeploymentFinding[] {
  return [
    ...facts.clients.flatMap((client, at) => [
      ...passingBy(facts, client, reach[at]),
      ...notTold(client),
      ...(settings ? comparedWith(settings, client) : []),
    ]),
    ...notListed(facts),
    ...(settings ? notThere(settings, facts) : []),
  ];
}

/** Where nothing of ours is bound all of it passes by, and one finding says so already. */
function passingBy(
  { trigger }: UserPoolFacts,
  client: ClientFacts,
  reach: ClientReach | undefined,
): readonly DeploymentFinding[] {
  const cell = reach?.cells['client_credentials'];
  if (!trigger || trigger.version === 'V3_0' || cell?.reach !== 'passes_by') return [];
  return [
    foundAt(client)('', {
      code: 'grant-passes-by',
      severity: 'error',
      message: `client_credentials of \`${client.name ?? client.id}\`: ${cell.why}`,
      help: 'bind the trigger with `LambdaVersion: V3_0`, or take the flow from the client',
    }),
  ];
}

function notTold(client: ClientFacts): readonly DeploymentFinding[] {
  if (client.flows) return [];
  return [
    foundAt(client)('', {
      code: 'client-not-told',
      severity: 'warning',
      message: `what the client \`${client.id}\` may is not told`,
      help: 'add `--from` the output of `aws cognito-idp describe-user-pool-client` for it',
    }),
  ];
}

function notListed(facts: UserPoolFacts): readonly DeploymentFinding[] {
  if (facts.isListed) return [];
  return [
    foundAt(facts)('', {
      code: 'clients-not-listed',
      severity: 'info',
      message: 'whether the user pool has more clients is not told',
      help: `add \`--from\` the output of \`aws cognito-idp list-user-pool-clients --user-pool-id ${facts.id}\``,
    }),
  ];
}

/** Clients of the project that a pool does not have which told all of its. */
function notThere(settings: CognitoSettings, facts: UserPoolFacts): readonly DeploymentFinding[] {
  const known = new Set(facts.clients.map(({ id }) => id));
  const missing = facts.isListed ? [...settings.clients.keys()].filter((id) => !known.has(id)) : [];
  return missing.map((id) =>
    foundAt(facts)('', {
      code: 'client-not-in-pool',
      severity: 'warning',
      message: `the project speaks of the client \`${id}\`, which the user pool does not have`,
      help: 'correct its id, or take it out of `clients`',
    }),
  );
}

function comparedWith(settings: CognitoSettings, client: ClientFacts): readonly DeploymentFinding[] {
  const found = foundAt(client);
  const known = settings.clients.get(client.id);
  const findings: DeploymentFinding[] = [];
  if (!known)
    findings.push(
      found('', {
        code: 'client-not-in-settings',
        severity: 'info',
        message: `the project does not speak of the client \`${client.id}\`: it is taken for a first party that speaks for itself`,
        help: 'add it to `clients` of the target',
      }),
    );
  const allowed = known?.allowedScopes;
  const beyond = allowed ? (client.scopes ?? []).filter((scope) => !allowed.includes(scope)) : [];
  if (beyond.length > 0)
    findings.push(
      found('/AllowedOAuthScopes', {
        code: 'scopes-differ',
        severity: 'warning',
        message: `the client may ask for ${beyond.join(', ')}, which \`allowed_scopes\` of the project withholds`,
        help: 'say the same in both',
      }),
    );
  for (const token of TOKEN_TYPES) {
    const said = settings.lifetimes[token];
    const lives = token === 'saml2' ? undefined : client.lifetimes[token];
    if (said === undefined || lives === undefined || lives <= said) continue;
    findings.push(
      found('', {
        code: 'lifetime-differs',
        severity: 'warning',
        message: `its ${token} lives ${lives} s, and the project is checked for ${said} s`,
        help: 'correct `lifetimes` of the target, or the client',
      }),
    );
  }
  return findings;
}
