// SPDX-License-Identifier: Apache-2.0

/** How Auth0 runs the Action of a trigger: bound to it by the tenant, or named by a token exchange profile. */
interface DeployedTrigger {
  readonly version: string;
  readonly runsBy: 'binding' | 'profile';
}

export type DeployedTriggerId = 'post-login' | 'credentials-exchange' | 'custom-token-exchange';

/** The triggers an Action is written for. */
export const DEPLOYED_TRIGGERS: Readonly<Record<DeployedTriggerId, DeployedTrigger>> = {
  'post-login': { version: 'v3', runsBy: 'binding' },
  'credentials-exchange': { version: 'v2', runsBy: 'binding' },
  'custom-token-exchange': { version: 'v1', runsBy: 'profile' },
};

/** The newest runtime Auth0 has for these triggers; code is compiled for it. */
export const RUNTIME = 'node22';
