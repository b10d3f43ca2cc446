// SPDX-License-Identifier: Apache-2.0
import { isObject, type Json, type JsonObject, type PermitDecision, type TokenType } from '@assay/core/model';
import type { Refusal } from '@assay/core/pep';
import type { CognitoEvent } from './event.ts';

/** What the Lambda does: return an event, or throw; Cognito shows the message of what is thrown to the client. */
export type CognitoAnswer =
  { readonly kind: 'return'; readonly event: JsonObject } | { readonly kind: 'throw'; readonly message: string };

/** The permit as an event with its response filled in. What came as response is a placeholder of varying shape, and is overwritten. */
export function toResponse(decision: PermitDecision, event: CognitoEvent): CognitoAnswer {
  const response =
    event.version === 1
      ? { claimsOverrideDetails: versionOne(decision, event) }
      : { claimsAndScopeOverrideDetails: versionTwo(decision, event) };
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

function versionOne(decision: PermitDecision, event: CognitoEvent): JsonObject {
  return { ...claimChanges(decision, 'id_token'), ...groupOverride(decision, event) };
}

function versionTwo(decision: PermitDecision, event: CognitoEvent): JsonObject {
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
    ...groupOverride(decision, event),
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
 * Groups and roles that stay. Cognito takes an override that is empty or null for "no groups", and is said to keep them where the key is
 * left out: so they are spelled out whenever there are any, and the key is left out only where there are none to lose.
 */
function groupOverride(decision: PermitDecision, event: CognitoEvent): JsonObject {
  if (event.groups.length === 0 && event.iamRoles.length === 0) return {};
  const roles = decision.roles ?? event.iamRoles;
  const preferred =
    event.preferredRole !== undefined && roles.includes(event.preferredRole)
      ? { preferredRole: event.preferredRole }
      : {};
  return {
    groupOverrideDetails: {
      groupsToOverride: decision.groups ?? event.groups,
      iamRolesToOverride: roles,
      ...preferred,
    },
  };
}
