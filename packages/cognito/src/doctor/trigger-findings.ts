// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import { LAMBDA_VERSIONS } from '../deploy/facts.ts';
import type { CognitoSettings } from '../settings.ts';
import type { TriggerFacts, UserPoolFacts } from './facts.ts';
import { foundAt } from './found-at.ts';

/** What is wrong with the binding itself. Pure. */
export function triggerFindings(
  pool: UserPoolFacts,
  settings: CognitoSettings | undefined,
): readonly DeploymentFinding[] {
  const { trigger, tier } = pool;
  const found = foundAt(pool);
  if (!trigger)
    return [
      found('/LambdaConfig', {
        code: 'not-bound',
        severity: 'error',
        message: 'the user pool has no pre-token-generation trigger',
        help: 'bind the function as the README.md of the artefact says',
      }),
    ];
  const ofVersion = versionFindings(trigger, settings);
  if (tier !== 'LITE' || trigger.version === 'V1_0') return ofVersion;
  return [
    ...ofVersion,
    found('/UserPoolTier', {
      code: 'tier-too-low',
      // pools that had advanced security before the tiers came kept version 2 (AWS: "Pre token generation Lambda trigger")
      severity: trigger.version === 'V2_0' ? 'warning' : 'error',
      message: `a user pool of the tier LITE does not send ${trigger.version}${trigger.version === 'V2_0' ? ', but for older ones' : ''}`,
      help: 'choose the tier ESSENTIALS or PLUS',
    }),
  ];
}

function versionFindings(trigger: TriggerFacts, settings: CognitoSettings | undefined): readonly DeploymentFinding[] {
  const found = foundAt(trigger);
  const { version } = trigger;
  const expected = settings && LAMBDA_VERSIONS[settings.eventVersion];
  if (expected !== undefined && expected !== version)
    return [
      found('', {
        code: 'event-version-differs',
        severity: 'error',
        message: `the trigger is bound with ${version}, and the project is checked for ${expected}`,
        help: `bind it with \`LambdaVersion: ${expected}\`, or set \`event_version\` of the target`,
      }),
    ];
  if (version !== 'V1_0') return [];
  return [
    found('', {
      code: 'event-version-low',
      severity: 'warning',
      message: 'V1_0 tells no scopes, and nothing of the access token can be changed but its groups',
      help: 'bind it with `LambdaVersion: V3_0`',
    }),
  ];
}
