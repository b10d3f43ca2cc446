// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import type { Namespace } from '../run.ts';

/** How many roles may be asked for at once. */
export const ROLE_LIMITS = { take: 100, ids: 100, names: 50 } as const;

const DEFAULT_PAGE = 50;

/** The groups of the user, of those the tenant's directory was given. */
export const groups: Namespace = ({ tenant }) => {
  const all = tenant.directory.groups ?? [];
  return {
    getUserGroups: async (params) => {
      const { items, next } = pageOf(all, params);
      return { groups: items, ...next };
    },
    hasGroupMembership: async (asked) => {
      const names = namesOf(asked, 'groups');
      const memberships = names.map((name) => {
        const matches = all.filter((group) => group['id'] === name || group['name'] === name);
        return [name, { is_member: matches.length > 0, ...(matches.length > 0 ? { matches } : {}) }] as const;
      });
      return { memberships: Object.fromEntries(memberships) };
    },
  };
};

/** The roles of the user, direct or by a group. */
export const roles: Namespace = ({ tenant }) => {
  const all = tenant.directory.roles ?? [];
  const chosen = (asked: unknown, what: 'ids' | 'names', by: 'id' | 'name'): { roles: readonly JsonObject[] } => {
    const names = namesOf(asked, what);
    if (names.length > ROLE_LIMITS[what]) throw new Error(`at most ${ROLE_LIMITS[what]} ${what} can be asked for`);
    return { roles: all.filter((role) => names.some((name) => name === role[by])) };
  };
  return {
    getUserEffectiveRoles: async (params) => {
      const take = own(params, 'take');
      if (typeof take === 'number' && take > ROLE_LIMITS.take)
        throw new Error(`take must be at most ${ROLE_LIMITS.take}`);
      const { items, next } = pageOf(all, params);
      return { roles: items, ...next };
    },
    getUserEffectiveRolesByIds: async (ids) => chosen(ids, 'ids', 'id'),
    getUserEffectiveRolesByNames: async (names) => chosen(names, 'names', 'name'),
  };
};

function pageOf(
  all: readonly JsonObject[],
  params: unknown,
): { items: readonly JsonObject[]; next: { next?: string } } {
  const from = own(params, 'from');
  const take = own(params, 'take') ?? DEFAULT_PAGE;
  if (from !== undefined && typeof from !== 'string') throw new Error('from must be a string');
  if (typeof take !== 'number' || !Number.isInteger(take) || take <= 0)
    throw new Error('take must be a positive integer');
  const start = Math.max(0, Number.parseInt(from ?? '0', 10) || 0);
  const end = start + take;
  return { items: all.slice(start, end), next: end < all.length ? { next: String(end) } : {} };
}

function namesOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${what} must be a non-empty list of strings`);
  return value;
}
