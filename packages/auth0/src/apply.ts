// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json } from '@assay/core/model';
import type { Call, Effect, Effects } from './effects.ts';
import type { Platform } from './host.ts';
import { invokeAsync } from './invoke.ts';
import { signingSecret } from './redirect-secret.ts';

/** What carrying out an answer needs of the execution it belongs to. */
export interface Execution {
  /** The `api` object of the Action, whose shape differs by trigger, plan and tenant. */
  readonly api: unknown;
  /** The event of the Action itself: what was set shows there. */
  readonly event: unknown;
  readonly secrets: Platform['secrets'];
}

/** Whether everything was done; otherwise the first call that failed. Calls that may fail and did are `skipped`. */
export interface Applied {
  readonly failed?: Call;
  readonly skipped: readonly Call[];
}

/**
 * Makes the calls in their order, each when the one before is done, and stops at the first that fails: what comes later only adds to the token. Never
 * rejects; why a call failed is nobody's to see, because the text may hold anything.
 */
export async function applyEffects(effects: Effects, execution: Execution): Promise<Applied> {
  const skipped: Call[] = [];
  for (const effect of effects) {
    try {
      await carryOut(effect, execution);
    } catch {
      if (effect.isOptional !== true) return { failed: effect.call, skipped };
      skipped.push(effect.call);
    }
  }
  return { skipped };
}

async function carryOut({ call, args }: Effect, { api, event, secrets }: Execution): Promise<void> {
  if (call === 'redirect') return redirect(args, api, secrets);
  await invokeAsync(api, call, args);
  if (call === 'transaction.setTargetScopes' && !isInForce(args[0], event))
    throw new TypeError('the target scopes are others than were set');
}

/** Whether the target scopes of the event are those that were set: Auth0 shows them at once (Auth0: "Post-login API object", `transaction`). */
function isInForce(wanted: Json | undefined, event: unknown): boolean {
  const found = own(own(event, 'transaction'), 'target_scopes');
  if (!Array.isArray(wanted) || !Array.isArray(found)) return false;
  const [set, shown] = [new Set<unknown>(wanted), new Set<unknown>(found)];
  return set.size === shown.size && [...set].every((scope) => shown.has(scope));
}

/** Sends the user to a page with a token it can verify, signed with a secret that is in the vault of the Action and nowhere else. */
async function redirect(args: readonly Json[], api: unknown, secrets: Platform['secrets']): Promise<void> {
  const [url, secretName, expiresInSeconds, decision, about] = args;
  const secret = typeof secretName === 'string' ? signingSecret(secrets, secretName) : undefined;
  if (secret === undefined) throw new TypeError('no secret');
  const payload = { assay: { decision, ...(isObject(about) ? about : {}) } };
  const token = await invokeAsync(api, 'redirect.encodeToken', [{ secret, expiresInSeconds, payload }]);
  await invokeAsync(api, 'redirect.sendUserTo', [url, { query: { session_token: token } }]);
}
