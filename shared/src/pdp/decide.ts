// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, PermitDecision, Reason, TokenChanges, WithheldScope } from '../model/decision.ts';
import { TOKEN_TYPES, type Attributes, type IssuanceRequest, type TokenType } from '../model/request.ts';
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
import { NO_DETAIL_RULE } from './sections/no-detail-rule.ts';

/**
 * Decides one request: gates, scopes, authorization details, groups and roles, then claims and lifetime of every token type. Pure and total: whatever the
 * request and attributes are it returns a decision, and what fails inside is a denial.
 */
export function decide(runtime: Runtime, request: IssuanceRequest, attributes: Attributes): IssuanceDecision {
  const state = start(runtime, request, attributes);
  try {
    checkNames(request);
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
  const reason = NO_DETAIL_RULE;
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

/** Throws where something that a decision would name has no name: a decision made of that would be none. */
function checkNames({ scopes, targets, tokens, baseline, authorizationDetails }: IssuanceRequest): void {
  checkTexts(scopes);
  checkTexts(targets);
  checkTexts(baseline.groups);
  checkTexts(baseline.roles);
  for (const token of tokens) if (!TOKEN_TYPES.includes(token)) throw new TypeError('no token type');
  for (const { type } of authorizationDetails) checkTexts([type]);
}

function checkTexts(names: readonly string[]): void {
  if (!Array.isArray(names)) throw new TypeError('no list');
  for (const name of names) if (typeof name !== 'string') throw new TypeError('no name');
}

/** The scopes of a request that may be anything. */
function scopesOf(request: IssuanceRequest): readonly string[] {
  try {
    const scopes: unknown = request.scopes;
    return Array.isArray(scopes) ? scopes.filter((scope): scope is string => typeof scope === 'string') : [];
  } catch {
    return [];
  }
}

function refused(runtime: Runtime, state: State, { rule, reason }: Closed): IssuanceDecision {
  const withheld: readonly WithheldScope[] = scopesOf(state.request).map((scope) => ({ scope, rule, reason }));
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
