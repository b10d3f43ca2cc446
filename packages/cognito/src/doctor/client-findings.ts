// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES } from '@assay/core/model';
import type { ClientReach, DeploymentFinding, ReachCell } from '@assay/core/pep';
import type { CognitoSettings } from '../settings.ts';
import type { ClientFacts, UserPoolFacts } from './facts.ts';

/** What of the clients passes by, is not told, or is not as the project has it. Pure. */
export function clientFindings(
  facts: UserPoolFacts,
  reach: readonly ClientReach[],
  settings: CognitoSettings | undefined,
): readonly DeploymentFinding[] {
  const findings: DeploymentFinding[] = [];
  const { trigger, clients } = facts;
  for (const [at, client] of clients.entries()) {
    // where nothing of ours is bound all of it passes by, and one finding says so already
    const cell = reach[at]?.cells['client_credentials'];
    if (trigger && trigger.version !== 'V3_0' && cell?.reach === 'passes_by') findings.push(passesBy(client, cell));
    if (!client.flows) findings.push(notTold(client));
    if (settings) findings.push(...comparedWith(settings, client));
  }
  if (!facts.isListed)
    findings.push({
      code: 'clients-not-listed',
      severity: 'info',
      file: facts.file,
      path: facts.path,
      message: 'whether the user pool has more clients is not told',
      help: `add \`--from\` the output of \`aws cognito-idp list-user-pool-clients --user-pool-id ${facts.id}\``,
    });
  const known = new Set(clients.map(({ id }) => id));
  for (const id of facts.isListed && settings ? settings.clients.keys() : [])
    if (!known.has(id))
      findings.push({
        code: 'client-not-in-pool',
        severity: 'warning',
        file: facts.file,
        path: facts.path,
        message: `the project speaks of the client \`${id}\`, which the user pool does not have`,
        help: 'correct its id, or take it out of `clients`',
      });
  return findings;
}

const passesBy = ({ file, path }: ClientFacts, { why }: ReachCell): DeploymentFinding => ({
  code: 'grant-passes-by',
  severity: 'error',
  file,
  path,
  message: `client_credentials: ${why}`,
  help: 'bind the trigger with `LambdaVersion: V3_0`, or take the flow from the client',
});

const notTold = ({ file, path, id }: ClientFacts): DeploymentFinding => ({
  code: 'client-not-told',
  severity: 'warning',
  file,
  path,
  message: `what the client \`${id}\` may is not told`,
  help: `add \`--from\` the output of \`aws cognito-idp describe-user-pool-client\` for it`,
});

function comparedWith(settings: CognitoSettings, client: ClientFacts): readonly DeploymentFinding[] {
  const { file, path, id, scopes, lifetimes } = client;
  const known = settings.clients.get(id);
  const findings: DeploymentFinding[] = [];
  if (!known)
    findings.push({
      code: 'client-not-in-settings',
      severity: 'info',
      file,
      path,
      message: `the project does not speak of the client \`${id}\`: it is taken for a first party that speaks for itself`,
      help: 'add it to `clients` of the target',
    });
  const beyond = known?.allowedScopes ? (scopes ?? []).filter((scope) => !known.allowedScopes?.includes(scope)) : [];
  if (beyond.length > 0)
    findings.push({
      code: 'scopes-differ',
      severity: 'warning',
      file,
      path: `${path}/AllowedOAuthScopes`,
      message: `the client may ask for ${beyond.join(', ')}, which \`allowed_scopes\` of the project withholds`,
      help: 'say the same in both',
    });
  for (const token of TOKEN_TYPES) {
    const [said, found] = [settings.lifetimes[token], token === 'saml2' ? undefined : lifetimes[token]];
    if (said !== undefined && found !== undefined && found > said)
      findings.push({
        code: 'lifetime-differs',
        severity: 'warning',
        file,
        path,
        message: `its ${token} lives ${found} s, and the project is checked for ${said} s`,
        help: 'correct `lifetimes` of the target, or the client',
      });
  }
  return findings;
}
