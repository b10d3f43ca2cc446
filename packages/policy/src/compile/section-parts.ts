// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';

/** Parts of the language a table needs for its sections, beside that for authorization details: names that `@assay/core/pdp` exports. */
export function sectionPartsOf({ groups, roles, governance, rules, dynamic }: DecisionTable): readonly string[] {
  const hasMembers = [groups, roles, governance.unlistedGroups, governance.unlistedRoles].some(
    (part) => part !== undefined,
  );
  return [
    ...(hasMembers ? ['decideMembers'] : []),
    ...(rules.some(({ effect }) => effect === 'request' || effect === 'consent') ? ['requestAndGrant'] : []),
    ...(dynamic.some(({ types }) => types !== undefined) ? ['scopeValue'] : []),
  ];
}
