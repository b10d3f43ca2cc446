// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { DEPLOYED_TRIGGERS, RUNTIME } from '../deploy/triggers.ts';
import { isBound, type OurAction } from './bound.ts';
import type { ExpectedAction } from './expected.ts';
import type { TenantFacts } from './facts.ts';

/** What is wrong with Actions of ours, or that there are none. Pure. */
export function actionFindings(
  facts: TenantFacts,
  ours: readonly OurAction[],
  expected: readonly ExpectedAction[],
): readonly DeploymentFinding[] {
  const missing = expected.filter(({ target }) => !ours.some((our) => our.target === target));
  const none = ours.length === 0 && expected.length === 0 ? ['any target'] : missing.map(({ target }) => target);
  return [
    ...none.map((target): DeploymentFinding => ({
      code: 'not-deployed',
      severity: 'error',
      file: 'actions',
      path: '',
      message: `no Action of the export is one \`assay build\` wrote for ${target}`,
      help: 'deploy the folder of the build as its README.md says',
    })),
    ...ours.flatMap((our) => [
      ...stateFindings(our),
      ...bindingFindings(our, facts),
      ...comparedWith(
        our,
        expected.find(({ target }) => target === our.target),
      ),
    ]),
  ];
}

type Found = (member: string, finding: Omit<DeploymentFinding, 'file' | 'path'>) => DeploymentFinding;

const foundAt =
  ({ action: { file, path } }: OurAction): Found =>
  (member, finding) => ({ ...finding, file, path: path + member });

/** The Node.js release a runtime is, as in `node22` or `node18-actions`. */
const releaseOf = (runtime: string): number => Number(/^node(\d{1,3})/.exec(runtime)?.[1] ?? 0);

function stateFindings(our: OurAction): readonly DeploymentFinding[] {
  const { action, target } = our;
  const found = foundAt(our);
  const { trigger, runtime, status, isDeployed, name } = action;
  const findings: DeploymentFinding[] = [];
  if (`auth0/${trigger?.id}` !== target)
    findings.push(
      found('/supported_triggers', {
        code: 'trigger-differs',
        severity: 'error',
        message: `\`${name}\` holds what was built for ${target}, and is an Action of ${trigger?.id ?? 'no trigger'}`,
        help: 'deploy it as an Action of its own trigger',
      }),
    );
  else if (trigger?.version !== undefined && trigger.version !== versionOf(target))
    findings.push(
      found('/supported_triggers/0/version', {
        code: 'trigger-version',
        severity: 'error',
        message: `\`${name}\` runs with version ${trigger.version} of its trigger, and is built for ${versionOf(target)}`,
        help: `deploy it with \`"version": "${versionOf(target)}"\``,
      }),
    );
  if (runtime !== undefined && releaseOf(runtime) < releaseOf(RUNTIME))
    findings.push(
      found('/runtime', {
        code: 'runtime',
        severity: 'error',
        message: `\`${name}\` runs on ${runtime}, and is built for ${RUNTIME}`,
        help: `deploy it with \`"runtime": "${RUNTIME}"\``,
      }),
    );
  if (!isDeployed)
    findings.push(
      found('/deployed', {
        code: 'action-not-deployed',
        severity: 'error',
        message: `\`${name}\` has changes that are not deployed: what runs is an earlier version of it, or nothing`,
        help: 'deploy the Action',
      }),
    );
  if (status !== undefined && status !== 'built')
    findings.push(
      found('/status', {
        code: 'action-not-built',
        severity: 'error',
        message: `\`${name}\` is \`${status}\`, and can be deployed only when it is \`built\``,
        help: 'wait for it, or see its errors in the dashboard',
      }),
    );
  return findings;
}

/** The version of the trigger a target is built for. */
const versionOf = (target: string): string | undefined =>
  Object.entries(DEPLOYED_TRIGGERS).find(([id]) => `auth0/${id}` === target)?.[1].version;

function bindingFindings(our: OurAction, facts: TenantFacts): readonly DeploymentFinding[] {
  const found = foundAt(our);
  const { name, trigger } = our.action;
  const bound = isBound(our, facts);
  if (bound === true) return [];
  const isExchange = trigger?.id === 'custom-token-exchange';
  if (bound === undefined)
    return [
      found('', {
        code: 'bindings-not-told',
        severity: 'error',
        message: `whether anything runs \`${name}\` is not told: ${isExchange ? 'token exchange profiles' : 'bindings'} were not exported`,
        help: `export \`${isExchange ? 'tokenExchangeProfiles' : 'triggers'}\`, too`,
      }),
    ];
  return [
    found('', {
      code: 'not-bound',
      severity: 'error',
      message: isExchange
        ? `no token exchange profile names \`${name}\``
        : `\`${name}\` is not bound to ${trigger?.id ?? 'its trigger'}`,
      help: isExchange ? 'create the profile the build wrote' : 'bind it, as the last of its trigger',
    }),
  ];
}

function comparedWith(our: OurAction, expected: ExpectedAction | undefined): readonly DeploymentFinding[] {
  if (!expected) return [];
  const found = foundAt(our);
  const { name, secrets, code } = our.action;
  const rebuild = '`assay build`, and deploy what it writes';
  const findings = expected.secrets
    .filter((secret) => !secrets.includes(secret))
    .map((secret) =>
      found('/secrets', {
        code: 'secret-missing',
        severity: 'error',
        message: `\`${name}\` has no secret \`${secret}\`, which its code reads`,
        help: 'add it to the Action, and deploy it',
      }),
    );
  if (our.digest !== expected.digest)
    findings.push(
      found('/code', {
        code: 'policy-differs',
        severity: 'error',
        message: `\`${name}\` has policy ${our.digest}, and the project is ${expected.digest}`,
        help: rebuild,
      }),
    );
  else if (code !== expected.code)
    findings.push(
      found('/code', {
        code: 'code-differs',
        severity: 'error',
        message: `\`${name}\` says it has the policy of the project, and is not what the build of today writes: another version built it, or it was changed`,
        help: rebuild,
      }),
    );
  return findings;
}
