// SPDX-License-Identifier: Apache-2.0
import type { WithheldMember } from '@assay/core/model';
import { rulesAt } from './rules.ts';
import { permitOrDeny } from './verdict.ts';
import type { World } from './world.ts';

/** Each group (or role) of the baseline on its own: it stays where every audience keeps it. Undefined where nobody speaks of any. */
export function decideMembers(
  kind: 'groups' | 'roles',
  targets: readonly string[],
  world: World,
): { readonly kept: readonly string[]; readonly withheld: readonly WithheldMember[] } | undefined {
  const { table, request } = world;
  const name = kind === 'groups' ? 'group' : 'role';
  const isStrict = (kind === 'groups' ? table.governance.unlistedGroups : table.governance.unlistedRoles) === 'remove';
  const sections = targets.map((audience) => ({ audience, rules: rulesAt(table[kind] ?? [], audience, world) }));
  const members = request.baseline[kind];
  if (members.length === 0 || (!isStrict && sections.every(({ rules }) => rules.length === 0))) return undefined;

  const withheld = members.flatMap((member): readonly WithheldMember[] => {
    const refusals = sections.flatMap(({ audience, rules }): readonly WithheldMember[] => {
      const { by, refused } = permitOrDeny(rules, { ...world, bound: { audience, [name]: member } });
      if (refused?.code !== 'no_rule') return refused ? [{ name: member, rule: by, reason: refused }] : [];
      // no rule permits any: it is kept unless the project says otherwise
      return isStrict
        ? [{ name: member, rule: null, reason: { code: 'no_rule', admin: `no rule speaks of this ${name}` } }]
        : [];
    });
    return refusals.slice(0, 1);
  });
  return { kept: members.filter((member) => withheld.every((other) => other.name !== member)), withheld };
}
