// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json } from '@assay/core/model';
import type { Call, Effect, Effects } from './effects.ts';
import { invoke } from './invoke.ts';

/** What carrying out an answer needs of the execution it belongs to. */
export interface Execution {
  /** The `api` object of the Action, whose shape differs by trigger, plan and tenant. */
  readonly api: unknown;
  readonly secrets: (name: string) => string | undefined;
}

/** Whether everything was done; otherwise the first call that failed. Calls that may fail and did are `skipped`. */
export interface Applied {
  readonly failed?: Call;
  readonly skipped: readonly Call[];
}

/**
 * Makes the calls in their order, and stops at the first that fails: what comes later only adds to the token. Never throws; why a call failed
 * is nobody's to see, because the text may hold anything.
 */
export function applyEffects(effects: Effects, execution: Execution): Applied {
  const skipped: Call[] = [];
  for (const effect of effects) {
    try {
      carryOut(effect, execution);
    } catch {
      if (effect.isOptional !== true) return { failed: effect.call, skipped };
      skipped.push(effect.call);
    }
  }
  return { skipped };
}

function carryOut({ call, args }: Effect, { api, secrets }: Execution): void {
  if (call === 'redirect') redirect(args, api, secrets);
  else invoke(api, call, args);
}

/** Sends the user to a page with a token it can verify, signed with a secret that is in the vault of the Action and nowhere else. */
function redirect(args: readonly Json[], api: unknown, secrets: Execution['secrets']): void {
  const [url, secretName, expiresInSeconds, decision, about] = args;
  const secret = typeof secretName === 'string' ? secrets(secretName) : undefined;
  if (secret === undefined || secret === '') throw new TypeError('no secret');
  const payload = { assay: { decision, ...(isObject(about) ? about : {}) } };
  const token = invoke(api, 'redirect.encodeToken', [{ secret, expiresInSeconds, payload }]);
  invoke(api, 'redirect.sendUserTo', [url, { query: { session_token: token } }]);
}
