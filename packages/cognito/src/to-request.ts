// SPDX-License-Identifier: Apache-2.0
import type { Baseline, Client, Subject, TokenType } from '@assay/core/model';
import type { AdaptedRequest } from '@assay/core/pep';
import { subjectOf, type CognitoEvent } from './event.ts';
import type { ClientSettings, CognitoSettings } from './settings.ts';
import { GRANTS, type TriggerSource } from './trigger-sources.ts';

const USER_TOKENS: readonly TokenType[] = ['access_token', 'id_token'];
const MACHINE_TOKENS: readonly TokenType[] = ['access_token'];

/** The event as the question every identity provider asks. */
export function toRequest(event: CognitoEvent, settings: CognitoSettings): AdaptedRequest {
  const isMachine = event.triggerSource === 'TokenGeneration_ClientCredentials';
  const client = settings.clients.get(event.clientId);
  const scopes = scopesOf(event, client);
  const audience =
    client?.audience ?? settings.audience ?? `https://cognito-idp.${event.region}.amazonaws.com/${event.userPoolId}`;
  return {
    trigger: 'pre-token-generation',
    grant: GRANTS[event.triggerSource],
    protocol: isMachine ? 'oauth' : 'oidc',
    tokens: isMachine ? MACHINE_TOKENS : USER_TOKENS,
    subject: isMachine
      ? machine(event, client)
      : { type: 'user', id: subjectOf(event, settings) ?? '', profile: profileOf(event) },
    actors: [],
    client: clientOf(event, client),
    targets: [audience],
    scopes,
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { parameters: event.clientMetadata },
    baseline: {
      scopes: client?.allowedScopes === undefined ? scopes : scopes.filter((scope) => isAllowed(scope, client)),
      audiences: [audience],
      groups: event.groups,
      roles: event.iamRoles,
      claims: claimsOf(event, isMachine),
      lifetimes: settings.lifetimes,
      authorizationDetails: [],
    },
  };
}

/** What a user gets who signs in through the API. */
const OWN_ACCOUNT = 'aws.cognito.signin.user.admin';

/** What is asked for. A sign-in through the API cannot ask: then it is what the operator says of its client, and the event has only the scope for the own account. */
function scopesOf(
  { scopes, version, triggerSource }: CognitoEvent,
  client: ClientSettings | undefined,
): readonly string[] {
  const cannotAsk = CAN_BE_API.has(triggerSource) && version > 1 && scopes.every((scope) => scope === OWN_ACCOUNT);
  return cannotAsk ? [...new Set([...scopes, ...(client?.signInScopes ?? [])])] : scopes;
}

/** A federated sign-in asks through the browser, and a machine at the token endpoint; the rest may come of the API. */
const CAN_BE_API: ReadonlySet<TriggerSource> = new Set([
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
]);

const isAllowed = (scope: string, { allowedScopes }: ClientSettings): boolean =>
  scope === OWN_ACCOUNT || allowedScopes?.includes(scope) === true;

function machine(event: CognitoEvent, client: ClientSettings | undefined): Subject {
  return { type: client?.subjectType ?? 'client', id: event.clientId, profile: {} };
}

/** The user's attributes but for `sub`, which is the subject's id. */
function profileOf(event: CognitoEvent): Subject['profile'] {
  const { sub: _, ...profile } = event.userAttributes;
  return profile;
}

function clientOf(event: CognitoEvent, client: ClientSettings | undefined): Client {
  return {
    id: event.clientId,
    registration: client?.registration ?? 'first_party',
    ...(client?.name === undefined ? {} : { name: client.name }),
  };
}

/** The ID token carries the attributes the app client may read; which those are the event does not tell, so all count. */
function claimsOf(event: CognitoEvent, isMachine: boolean): Baseline['claims'] {
  return isMachine ? { access_token: {} } : { access_token: {}, id_token: profileOf(event) };
}
