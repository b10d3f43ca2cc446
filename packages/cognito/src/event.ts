// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, outOfBounds, own, type Fields, type JsonObject, type Parsed } from '@assay/core/model';
import type { EventVersion } from './event-version.ts';
import { DEFAULT_SETTINGS, type CognitoSettings } from './settings.ts';
import { TRIGGER_SOURCES, type TriggerSource } from './trigger-sources.ts';

/** What we read of a pre-token-generation event, whatever its version. */
export interface CognitoEvent {
  readonly version: EventVersion;
  readonly triggerSource: TriggerSource;
  readonly userPoolId: string;
  readonly region: string;
  readonly clientId: string;
  readonly userName?: string;
  /** Of a user; a machine has none. */
  readonly userAttributes: { readonly [name: string]: string };
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  /** Sent by the client: never to be trusted. */
  readonly clientMetadata: JsonObject;
  /** The event as it came, to be returned: Cognito wants its own request back. */
  readonly native: JsonObject;
}

/** Reads an event of any version. What AWS may add is ignored ("stricter input validation can cause your functions to fail"); what we read has to be right. */
export function parseEvent(native: unknown, settings: CognitoSettings = DEFAULT_SETTINGS): Parsed<CognitoEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(native, '', problems);
  const request = f.inner('request');
  const caller = f.inner('callerContext');
  const groups = request.inner('groupConfiguration');
  const triggerSource = f.oneOf('triggerSource', TRIGGER_SOURCES);
  const userName = f.textOr('userName', undefined);
  const preferredRole = preferredRoleOf(request.objectOr('groupConfiguration', {}));
  const event: CognitoEvent = {
    version: versionOf(f.textOr('version', undefined)),
    triggerSource,
    userPoolId: f.text('userPoolId'),
    region: f.textOr('region', ''),
    clientId: caller.text('clientId'),
    ...(userName === undefined ? {} : { userName }),
    userAttributes: userAttributes(request, problems),
    scopes: request.textsOr('scopes', []),
    groups: groups.textsOr('groupsToOverride', []),
    iamRoles: groups.textsOr('iamRolesToOverride', []),
    ...(preferredRole === undefined ? {} : { preferredRole }),
    clientMetadata: request.objectOr('clientMetadata', {}),
    native: native as JsonObject, // sound: within bounds, so JSON; an object, or there are problems
  };
  const isMachine = triggerSource === 'TokenGeneration_ClientCredentials';
  if (problems.length === 0 && !isMachine && subjectOf(event, settings) === undefined) {
    problems.push({ path: '/request/userAttributes/sub', message: 'expected a string, found nothing' });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: event };
}

/**
 * Who a user's token will be about: `sub`. Cognito always sends it; an emulator that does not can be told of by an operator, who then answers for
 * its user names: where people choose their own, one could be somebody else's `sub`.
 */
export function subjectOf(
  { userAttributes: attributes, userName }: CognitoEvent,
  settings: CognitoSettings,
): string | undefined {
  const sub = Object.hasOwn(attributes, 'sub') ? attributes['sub'] : undefined;
  return sub || (settings.missingSub === 'user_name' && userName) || undefined;
}

/** The version by its name; an unknown one is version 1, which can do least (an emulator sends "0" for it). */
function versionOf(name: string | undefined): EventVersion {
  return name === '3' ? 3 : name === '2' ? 2 : 1;
}

function userAttributes(request: Fields, problems: Problem[]): { readonly [name: string]: string } {
  const found = request.objectOr('userAttributes', {});
  const attributes = fieldsOf(found, '/request/userAttributes', problems);
  return Object.fromEntries(Object.keys(found).map((name) => [name, attributes.text(name)]));
}

/** A string, or absent; a sample of the AWS documentation has a list, which says nothing. */
function preferredRoleOf(groups: JsonObject): string | undefined {
  const role = own(groups, 'preferredRole');
  return typeof role === 'string' ? role : undefined;
}
