// SPDX-License-Identifier: Apache-2.0
import type { GrantType, IssuanceRequest, JsonObject } from '@assay/core/model';
import { isMachine, type NativeForm, type Never } from './native.ts';

const TRIGGER_SOURCES: { readonly [G in GrantType]?: string } = {
  authorization_code: 'TokenGeneration_HostedAuth',
  sign_in: 'TokenGeneration_Authentication',
  refresh_token: 'TokenGeneration_RefreshTokens',
  client_credentials: 'TokenGeneration_ClientCredentials',
};

const isText = (value: unknown): boolean => typeof value === 'string';

function never(request: IssuanceRequest): Never | undefined {
  const { grant, protocol, subject, actors, targets, authorizationDetails } = request;
  if (protocol === 'saml') return 'assertion';
  if (TRIGGER_SOURCES[grant] === undefined) return 'grant';
  if (targets.length > 1) return 'several_targets';
  if (actors.length > 0) return 'actors';
  if (authorizationDetails.length > 0) return 'authorization_details';
  return Object.values(subject.profile).every(isText) ? undefined : 'profile';
}

/** Requests as Amazon Cognito's pre-token-generation trigger gets them: version 2 of the event for people, version 3 for machines. */
export const COGNITO: NativeForm = {
  name: 'cognito',
  lacking: ['cognito'],
  never,
  told: [
    {
      member: 'trigger',
      because: 'every platform has its own name for it',
      as: (request) => ({ ...request, trigger: 'pre-token-generation' }),
    },
    {
      member: 'tokens',
      because: 'a user always gets an access token and an ID token, a machine an access token',
      as: (request) => ({ ...request, tokens: isMachine(request) ? ['access_token'] : ['access_token', 'id_token'] }),
    },
    {
      member: 'protocol',
      because: 'users sign in by OpenID Connect',
      as: (request) => ({ ...request, protocol: isMachine(request) ? 'oauth' : 'oidc' }),
    },
    {
      member: 'context',
      because: 'the event does not tell where the request came from',
      as: ({ context: { time, parameters }, ...request }) => ({ ...request, context: { time, parameters } }),
    },
    {
      member: 'authentication',
      because: 'no event tells how or when a user signed in',
      as: (request) => ({ ...request, authentication: { amr: [] } }),
    },
    {
      member: 'baseline.claims',
      because: 'the ID token says what the user has as attributes; of the access token nothing is told',
      as: (request) => ({
        ...request,
        baseline: {
          ...request.baseline,
          claims: { access_token: {}, ...(isMachine(request) ? {} : { id_token: request.subject.profile }) },
        },
      }),
    },
  ],
  lacks: {
    lifetime: {
      because: 'how long tokens live is set at the app client',
      capabilities: { lifetime: [] },
      code: 'unenforceable',
    },
    claim_values: {
      because: 'a claim is a text, a number, a boolean, a list of those or an object',
      capabilities: {
        claims: {
          access_token: { set: 'json', remove: true, accepts: (_, value) => isAccepted(value) },
          id_token: { set: 'json', remove: true, accepts: (_, value) => isAccepted(value) },
        },
      },
      code: 'unenforceable',
    },
    obligations: {
      because: 'the trigger has nobody to ask',
      capabilities: { obligations: [] },
      code: 'unmet_obligation',
    },
    authentication: {
      because: 'the event tells neither how nor when a user signed in',
      restored: (told, { authentication }) => ({ ...told, authentication }),
      code: 'unmet_obligation',
    },
    access_token_claims: {
      because: 'the event does not tell what an access token would say',
      restored: withAccessTokenClaims,
    },
  },
  of(request, starts) {
    void starts; // there is nothing to be set up
    const { grant, subject, client, targets, scopes, context, baseline } = request;
    const isOwn = isMachine(request);
    const event = {
      version: isOwn ? '3' : '2',
      triggerSource: TRIGGER_SOURCES[grant] ?? '',
      region: 'eu-central-1',
      userPoolId: 'eu-central-1_Vectors01',
      userName: isOwn ? client.id : `name-of-${subject.id}`,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
      request: {
        userAttributes: isOwn ? {} : { sub: subject.id, ...subject.profile },
        groupConfiguration: {
          groupsToOverride: baseline.groups,
          iamRolesToOverride: baseline.roles,
          preferredRole: null,
        },
        scopes,
        clientMetadata: context.parameters,
      },
      response: { claimsAndScopeOverrideDetails: null },
    };
    return { trigger: 'pre-token-generation', event, settings: settingsOf(request, targets[0] ?? '') };
  },
};

function settingsOf({ subject, client, baseline, scopes }: IssuanceRequest, audience: string): JsonObject {
  const isWithin = scopes.every((scope) => baseline.scopes.includes(scope));
  return {
    audience,
    lifetimes: Object.fromEntries(Object.entries(baseline.lifetimes).map(([token, s]) => [token, `${s}s`])),
    clients: {
      [client.id]: {
        registration: client.registration,
        ...(subject.type === 'user' ? {} : { subject_type: subject.type }),
        ...(client.name === undefined ? {} : { name: client.name }),
        ...(isWithin ? {} : { allowed_scopes: baseline.scopes }),
      },
    },
  };
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isAccepted = (value: unknown): boolean => (Array.isArray(value) ? value.every(isScalar) : value !== null);

/** A request with what its access token would say without us. */
export function withAccessTokenClaims(told: IssuanceRequest, { baseline }: IssuanceRequest): IssuanceRequest {
  const { access_token = {} } = baseline.claims;
  return { ...told, baseline: { ...told.baseline, claims: { ...told.baseline.claims, access_token } } };
}
