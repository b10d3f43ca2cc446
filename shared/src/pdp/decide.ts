// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, PermitDecision, Reason, TokenChanges, WithheldScope } from '../model/decision.ts';
import type { Attributes, IssuanceRequest, TokenType } from '../model/request.ts';
import { MAX_RULES } from './eval/frame.ts';
import { MAX_STEPS } from './eval/work.ts';
import { governedTargets } from './governance.ts';
import type { Runtime } from './runtime.ts';
import { decideClaims } from './sections/claims.ts';
import type { DecidedDetails } from './sections/details.ts';
import { openGates, type Closed } from './sections/gates.ts';
import { decideLifetime } from './sections/lifetime.ts';
import { decideScopes } from './sections/scopes.ts';
import type { State } from './sections/state.ts';

/**
 * Decides one request: gates, scopes, authorization details, groups and roles, then claims and lifetime of every token type. Pure and total: whatever the
 * request and attributes are it returns a decision, and what fails inside is a denial.
 */
export function decide(runtime: Runtime, request: IssuanceRequest, attributes: Attributes): IssuanceDecision {
  const state = start(runtime, request, attributes);
  try {
    const governed = governedTargets(runtime.table.governance, request);
    const closed = openGates(state, governed);
    if (closed) return refused(runtime, state, closed);
    decideScopes(state);
    const details =
      request.authorizationDetails.length > 0 ? (runtime.language.decideDetails ?? withholdAll)(state) : NO_DETAILS;
    const { decideMembers = unknownMembers } = runtime.language;
    const { baseline } = request;
    const groups = baseline.groups.length > 0 ? decideMembers(state, 'groups') : undefined;
    const roles = baseline.roles.length > 0 ? decideMembers(state, 'roles') : undefined;
    const tokens: { [T in TokenType]?: TokenChanges } = {};
    for (let place = 0; place < request.tokens.length; place++) {
      const token = request.tokens[place]!; // sound: within the list
      const lifetime = decideLifetime(state, token, place);
      const claims = decideClaims(state, token, place);
      tokens[token] = lifetime ? { claims, lifetime } : { claims };
    }
    const decision: PermitDecision = {
      outcome: 'permit',
      gates: state.gates,
      audiences: audiencesOf(state, request, governed),
      scopes: { granted: state.granted, withheld: state.withheld },
      authorizationDetails: details.kept,
      withheldDetails: details.withheld,
      tokens,
      obligations: state.obligations,
      policyDigest: runtime.digest,
      trace: state.trace,
    };
    const { narrowed } = details;
    // most decisions have none of these, and a spread takes as long as a rule
    if (!groups && !roles && narrowed.length === 0) return decision;
    return {
      ...decision,
      ...(groups && { groups: groups.kept, withheldGroups: groups.withheld }),
      ...(roles && { roles: roles.kept, withheldRoles: roles.withheld }),
      ...(narrowed.length > 0 && { narrowedDetails: narrowed }),
    };
  } catch {
    // a bug, or a request that does not keep the model's promises: nothing may be issued on it
    return refused(runtime, state, { rule: null, reason: INTERNAL });
  }
}

const NO_DETAILS: DecidedDetails = { kept: [], withheld: [], narrowed: [] };

/** What becomes of authorization details where no rule of the table is about any. */
function withholdAll({ request }: State): DecidedDetails {
  const reason: Reason = { code: 'no_rule', admin: 'no rule speaks of authorization details' };
  return {
    kept: [],
    narrowed: [],
    withheld: request.authorizationDetails.map(({ type }, index) => ({ index, type, rule: null, reason })),
  };
}

/** A table that speaks of groups or roles has to be decided by what knows of them. */
function unknownMembers({ runtime: { table } }: State): undefined {
  const { unlistedGroups, unlistedRoles } = table.governance;
  if (table.groups ?? table.roles ?? unlistedGroups ?? unlistedRoles)
    throw new TypeError('groups and roles are decided, and this artefact does not know how');
}

const INTERNAL: Reason = { code: 'internal_error', admin: 'the decision could not be made' };

function start(runtime: Runtime, request: IssuanceRequest, attributes: Attributes): State {
  return {
    runtime,
    request,
    attributes,
    bound: {},
    slots: runtime.unreadSlots.slice(),
    variables: runtime.unreadVariables.slice(),
    trace: [],
    locals: [],
    steps: MAX_STEPS,
    rules: MAX_RULES,
    targets: [],
    gates: [],
    granted: [],
    withheld: [],
    obligations: [],
    lifetime: undefined,
  };
}

/** Surviving targets, and those the policy set does not speak of where it lets them pass; in the order of the request. */
function audiencesOf(state: State, request: IssuanceRequest, governed: readonly string[]): readonly string[] {
  if (state.targets.length === request.targets.length) return request.targets;
  const isKept = (target: string): boolean =>
    governed.includes(target)
      ? state.targets.some(({ audience }) => audience === target)
      : state.runtime.table.governance.outside === 'pass';
  return request.targets.filter(isKept);
}

function refused(runtime: Runtime, state: State, { rule, reason }: Closed): IssuanceDecision {
  const scopes: unknown = state.request.scopes;
  const withheld: WithheldScope[] = Array.isArray(scopes)
    ? scopes.map((scope: string) => ({ scope, rule, reason }))
    : [];
  return {
    outcome: 'deny',
    error: reason.code === 'internal_error' ? 'server_error' : 'access_denied',
    reason,
    rule,
    scopes: { granted: [], withheld },
    obligations: state.obligations,
    policyDigest: runtime.digest,
    trace: state.trace,
  };
}
