// SPDX-License-Identifier: Apache-2.0
import { isMembers, jsonOf, memberOf, type Members } from './json.ts';
import type { Tenant } from './run.ts';
import type { TransactionState } from './state.ts';

/** The event as JSON, or why it is none. Never throws, whatever the event does when it is read. */
export function parseNativeEvent(given: unknown): { ok: true; event: Members } | { ok: false; message: string } {
  try {
    const event: unknown = jsonOf(given);
    return isMembers(event) ? { ok: true, event } : { ok: false, message: 'the event is not a JSON object' };
  } catch {
    return { ok: false, message: 'the event is not JSON' };
  }
}

/** A copy of an event for one execution, with what the transaction holds so far where the tenant shows it. */
export function liveEvent(event: Members, state: TransactionState, tenant: Tenant): Members {
  const live = jsonOf(event) as Members; // sound: an object stays one, and it was JSON when it came
  if (tenant.trigger !== 'custom-token-exchange') {
    if (tenant.features.targetScopes === 'on') memberOf(live, 'transaction')['target_scopes'] = [...state.targetScopes];
    else if (isMembers(live['transaction'])) delete live['transaction']['target_scopes'];
  }
  if (state.transactionMetadata.size > 0) {
    memberOf(live, 'transaction')['metadata'] = Object.fromEntries(state.transactionMetadata);
  }
  const { refresh_token: refreshToken, session } = live;
  if (isMembers(refreshToken) && hasEntries(state.refreshToken.metadata)) {
    refreshToken['metadata'] = { ...state.refreshToken.metadata };
  }
  if (isMembers(session)) {
    if (hasEntries(state.session.metadata)) session['metadata'] = { ...state.session.metadata };
    if (state.session.cookieMode !== undefined) memberOf(session, 'cookie')['mode'] = state.session.cookieMode;
  }
  return live;
}

const hasEntries = (value: object): boolean => Object.keys(value).length > 0;
