// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../model/request.ts';
import type { Governance } from './table.ts';

/** The scopes of OpenID Connect itself (Core sections 5.4 and 11): kept unless a rule speaks of them. */
const OPENID_SCOPES = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

export function isOpenIdScope(scope: string): boolean {
  return OPENID_SCOPES.has(scope);
}

/** The targets of the request the policy set speaks of: all of them where it names no audience. */
export function governedTargets(governance: Governance, request: IssuanceRequest): readonly string[] {
  const { audiences } = governance;
  return audiences === undefined ? request.targets : request.targets.filter((target) => audiences.includes(target));
}

/** Whether the policy set speaks of this request at all: of its client, and of at least one of its targets. */
export function governs(governance: Governance, request: IssuanceRequest): boolean {
  if (governance.clients !== undefined && !governance.clients.includes(request.client.id)) return false;
  return (
    governance.audiences === undefined ||
    request.targets.some((target) => governance.audiences?.includes(target) === true)
  );
}

/** Whether the policy set speaks of the scope: by its name, or by a prefix that ends in `*`. */
export function governsScope(governance: Governance, scope: string): boolean {
  const { scopes } = governance;
  return (
    scopes === undefined ||
    scopes.some((entry) => (entry.endsWith('*') ? scope.startsWith(entry.slice(0, -1)) : entry === scope))
  );
}

/** Whether decisions about this request are carried out or only recorded. A request that touches an enforced audience is enforced. */
export function modeOf(governance: Governance, request: IssuanceRequest): 'enforce' | 'observe' {
  const other = governance.otherMode;
  if (other === undefined) return governance.mode;
  const otherwise = governance.mode === 'enforce' ? 'observe' : 'enforce';
  if (other.clients?.includes(request.client.id) === true) return otherwise;
  const named = (target: string): boolean => other.audiences?.includes(target) === true;
  const isOther =
    otherwise === 'enforce' ? request.targets.some(named) : request.targets.length > 0 && request.targets.every(named);
  return isOther ? otherwise : governance.mode;
}
