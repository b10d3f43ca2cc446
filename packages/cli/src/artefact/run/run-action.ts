// SPDX-License-Identifier: Apache-2.0
import type { ActionReport, ActionTrigger } from '@assay/auth0/testing';
import { Failure } from '../../failure.ts';
import type { Deployed } from './deployed.ts';

/** Runs a built Action on an event, as the runner of a tenant would. `without` are features the tenant does not have: their methods throw. */
export async function runAction(
  { code, target, path }: Deployed,
  event: unknown,
  without: readonly string[],
): Promise<ActionReport> {
  // only this wants it, and every command loads this module
  const { ACTION_TRIGGERS, createActionInstance, TENANT_FEATURES } = await import('@assay/auth0/testing');
  const trigger = Object.keys(ACTION_TRIGGERS).find((name): name is ActionTrigger => target === `auth0/${name}`);
  if (trigger === undefined)
    throw new Failure('ERR_ARTEFACT_INVALID', `it was built for \`${target}\`, and not for Auth0`, { subject: path });
  const off = TENANT_FEATURES.filter((name) => without.includes(name));
  const unknown = without.find((name) => !TENANT_FEATURES.some((known) => known === name));
  if (unknown !== undefined)
    throw new Failure('ERR_USAGE', `no feature is called \`${unknown}\``, {
      help: `features: ${TENANT_FEATURES.join(', ')}`,
    });
  const features = Object.fromEntries(off.map((name) => [name, 'throws'] as const));
  return createActionInstance({ code, trigger, features }).execute(event);
}
