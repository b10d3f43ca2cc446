// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json, type JsonObject, type PermitDecision, type TokenType } from '@assay/core/model';
import type { Refusal } from '@assay/core/pep';
import type { CognitoEvent } from './event.ts';
import type { CognitoSettings } from './settings.ts';

/** What the Lambda does: return an event, or throw; Cognito shows the message of what is thrown to the client. */
export type CognitoAnswer =
  { readonly kind: 'return'; readonly event: JsonObject } | { readonly kind: 'throw'; readonly message: string };

/** The permit as an event with its response filled in. What came as response is a placeholder of varying shape, and is overwritten. */
export function toResponse(decision: PermitDecision, event: CognitoEvent, settings: CognitoSettings): CognitoAnswer {
  const response =
    event.version === 1
      ? { claimsOverrideDetails: versionOne(decision, event, settings) }
      : { claimsAndScopeOverrideDetails: versionTwo(decision, event, settings) };
  return { kind: 'return', event: { ...event.native, response } };
}

/** The event as it came: what a handler that changes nothing returns. */
export function unchanged(native: unknown): CognitoAnswer {
  // sound: an event out of a Lambda invocation is JSON; anything else is returned as an event without content
  return { kind: 'return', event: isObject(native) ? (native as JsonObject) : {} };
}

/** `PreTokenGeneration failed with error [access_denied] <id>.` is what the client gets to see. */
export function refuse({ error, correlationId }: Refusal): CognitoAnswer {
  return { kind: 'throw', message: `[${error}] ${correlationId}` };
}

function versionOne(decision: PermitDecision, event: CognitoEvent, settings: CognitoSettings): JsonObject {
  return { ...claimChanges(decision, 'id_token'), ...groupOverride(decision, event, settings) };
}

function versionTwo(decision: PermitDecision, event: CognitoEvent, settings: CognitoSettings): JsonObject {
  const granted = decision.scopes.granted.map(({ scope }) => scope);
  const added = granted.filter((scope) => !event.scopes.includes(scope));
  const removed = event.scopes.filter((scope) => !granted.includes(scope));
  const access: JsonObject = {
    ...claimChanges(decision, 'access_token'),
    ...(added.length > 0 ? { scopesToAdd: added } : {}),
    ...(removed.length > 0 ? { scopesToSuppress: removed } : {}),
  };
  return {
    ...(decision.tokens.id_token ? { idTokenGeneration: claimChanges(decision, 'id_token') } : {}),
    accessTokenGeneration: access,
    ...groupOverride(decision, event, settings),
  };
}

function claimChanges(decision: PermitDecision, token: TokenType): JsonObject {
  const set: Record<string, Json> = {};
  const removed: string[] = [];
  for (const change of decision.tokens[token]?.claims ?? []) {
    if (change.action === 'set') set[change.claim] = change.value;
    else removed.push(change.claim);
  }
  return {
    ...(Object.keys(set).length > 0 ? { claimsToAddOrOverride: set } : {}),
    ...(removed.length > 0 ? { claimsToSuppress: removed } : {}),
  };
}

/**
 * Groups and roles that stay. Cognito takes an override that is empty or null for "no groups": where nothing changes there is none, because leaving the key
 * out is said to keep them; `repeat` is for a pool where it should not.
 */
function groupOverride(
  decision: PermitDecision,
  event: CognitoEvent,
  { unchangedGroups }: CognitoSettings,
): JsonObject {
  const groups = decision.groups ?? event.groups;
  const roles = decision.roles ?? event.iamRoles;
  const isUnchanged =
    event.groups.every((group) => groups.includes(group)) && event.iamRoles.every((role) => roles.includes(role)); // both only shrink
  const hasAny = event.groups.length > 0 || event.iamRoles.length > 0;
  if (isUnchanged && (unchangedGroups === 'omit' || !hasAny)) return {};
  const { preferredRole } = event;
  return {
    groupOverrideDetails: {
      groupsToOverride: groups,
      iamRolesToOverride: roles,
      ...(preferredRole !== undefined && roles.includes(preferredRole) ? { preferredRole } : {}),
    },
  };
}
