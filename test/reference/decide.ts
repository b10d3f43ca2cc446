// SPDX-License-Identifier: Apache-2.0
// The decision table read aloud: docs/policy-language.md, "How rules combine", with nothing in it for speed. The run time has to agree with it.
import type { Attributes, IssuanceDecision, IssuanceRequest } from '@assay/core/model';
import type { OpenedTable } from '@assay/core/pdp';
import { decideDetails } from './details.ts';
import { openGates } from './gates.ts';
import { decideMembers } from './members.ts';
import { decideScopes } from './scopes.ts';
import { decideToken } from './tokens.ts';
import type { World } from './world.ts';

/** The decision about one request, without a trace. */
export function referenceDecision(
  { table, digest }: OpenedTable,
  request: IssuanceRequest,
  attributes: Attributes,
): IssuanceDecision {
  const world: World = { table, request, attributes, bound: {}, locals: new Map() };
  const { targets, gates, obligations, closed } = openGates(world);
  if (targets.length === 0)
    return {
      outcome: 'deny',
      error: 'access_denied',
      reason: closed.reason,
      rule: closed.rule,
      scopes: {
        granted: [],
        withheld: request.scopes.map((scope) => ({ scope, rule: closed.rule, reason: closed.reason })),
      },
      obligations: [],
      policyDigest: digest,
      trace: [],
    };
  const scopes = decideScopes(targets, world);
  const details = decideDetails(targets, world);
  const groups = decideMembers('groups', targets, world);
  const roles = decideMembers('roles', targets, world);
  return {
    outcome: 'permit',
    gates,
    audiences: request.targets.filter((target) => targets.includes(target) || isLetPass(target, world)),
    scopes: { granted: scopes.granted, withheld: scopes.withheld },
    ...(groups && { groups: groups.kept, withheldGroups: groups.withheld }),
    ...(roles && { roles: roles.kept, withheldRoles: roles.withheld }),
    authorizationDetails: details.kept,
    withheldDetails: details.withheld,
    ...(details.narrowed.length > 0 && { narrowedDetails: details.narrowed }),
    tokens: Object.fromEntries(
      request.tokens.map((token) => [token, decideToken(token, targets, details.lifetime, world)]),
    ),
    obligations: [...obligations, ...scopes.obligations, ...details.obligations],
    policyDigest: digest,
    trace: [],
  };
}

/** An audience the policy set does not speak of. */
const isLetPass = (target: string, { table: { governance } }: World): boolean =>
  governance.outside === 'pass' && governance.audiences?.includes(target) === false;
