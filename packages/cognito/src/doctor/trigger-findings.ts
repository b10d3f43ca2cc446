// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { LAMBDA_VERSIONS } from '../deploy/facts.ts';
import type { CognitoSettings } from '../settings.ts';
import type { UserPoolFacts } from './facts.ts';

/** What is wrong with the binding itself. Pure. */
export function triggerFindings(
  { file, path, tier, trigger }: UserPoolFacts,
  settings: CognitoSettings | undefined,
): readonly DeploymentFinding[] {
  if (!trigger)
    return [
      {
        code: 'not-bound',
        severity: 'error',
        file,
        path: `${path}/LambdaConfig`,
        message: 'the user pool has no pre-token-generation trigger',
        help: 'bind the function as the README.md of the artefact says',
      },
    ];
  const findings: DeploymentFinding[] = [];
  const { version } = trigger;
  const at = { file: trigger.file, path: trigger.path };
  const expected = settings && LAMBDA_VERSIONS[settings.eventVersion];
  if (expected !== undefined && expected !== version)
    findings.push({
      ...at,
      code: 'event-version-differs',
      severity: 'error',
      message: `the trigger is bound with ${version}, and the project is checked for ${expected}`,
      help: `bind it with \`LambdaVersion: ${expected}\`, or set \`event_version\` of the target`,
    });
  else if (version === 'V1_0')
    findings.push({
      ...at,
      code: 'event-version-low',
      severity: 'warning',
      message: 'V1_0 tells no scopes, and nothing of the access token can be changed but its groups',
      help: 'bind it with `LambdaVersion: V3_0`',
    });
  if (tier === 'LITE' && version !== 'V1_0')
    findings.push({
      code: 'tier-too-low',
      severity: 'error',
      file,
      path: `${path}/UserPoolTier`,
      message: `a user pool of the tier LITE does not send ${version}`,
      help: 'choose the tier ESSENTIALS or PLUS, or have it confirmed that the pool is one AWS left its older features',
    });
  return findings;
}
