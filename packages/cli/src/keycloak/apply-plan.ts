// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { sameJson, type Change, type Guard } from '@assay/keycloak/deploy';
import { Failure } from '../failure.ts';
import type { AdminApi } from './admin-api.ts';

/** Carries out what can be carried out now, in order. Throws ERR_DEPLOY where something was changed since it was read: nothing of that is overwritten. */
export async function applyChanges(api: AdminApi, realm: string, changes: readonly Change[]): Promise<void> {
  for (const { what, writes } of changes)
    for (const { method, path, body, guard } of writes) {
      if (guard) await requireUnchanged(api, realm, guard, what);
      await api.send(method, `${realm}/${path}`, body);
    }
}

async function requireUnchanged(api: AdminApi, realm: string, guard: Guard, what: string): Promise<void> {
  const answer = await api.get(`${realm}/${guard.path}`);
  const found = guard.member === undefined ? answer : own(answer, guard.member);
  const except = guard.except ?? [];
  const compared = except.length === 0 ? found : without(found, except);
  if (sameJson(compared, guard.before)) return;
  throw new Failure('ERR_DEPLOY', 'somebody changed it between reading and writing', {
    subject: what,
    help: 'run the command again: it reads anew, and shows what is left',
  });
}

const without = (value: unknown, names: readonly string[]): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
    : value;
