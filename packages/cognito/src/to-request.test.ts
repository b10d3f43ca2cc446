// SPDX-License-Identifier: Apache-2.0
import type { CognitoEvent } from './event.ts';
import { DEFAULT_SETTINGS, type ClientSettings, type CognitoSettings } from './settings.ts';
import { toRequest } from './to-request.ts';

const EVENT: CognitoEvent = {
  version: 2,
  triggerSource: 'TokenGeneration_Authentication',
  userPoolId: 'eu-central-1_Example',
  region: 'eu-central-1',
  clientId: 'web',
  userAttributes: { sub: 'mara' },
  scopes: ['aws.cognito.signin.user.admin'],
  groups: [],
  iamRoles: [],
  clientMetadata: {},
  native: {},
};

const withClient = (part: Partial<ClientSettings>): CognitoSettings => ({
  ...DEFAULT_SETTINGS,
  clients: new Map([['web', { registration: 'first_party', subjectType: 'client', signInScopes: [], ...part }]]),
});
const scopes = (event: Partial<CognitoEvent>, client: Partial<ClientSettings>) => {
  const { scopes: asked, baseline } = toRequest({ ...EVENT, ...event }, withClient(client));
  return { asked, baseline: baseline.scopes };
};
const both = (...names: readonly string[]) => ({ asked: names, baseline: names });

describe('a sign-in through the API', () => {
  const client = { signInScopes: ['a/read', 'a/write'] };
  test('asks for what the operator gives its client', () => {
    expect(scopes({}, client)).toEqual(both('aws.cognito.signin.user.admin', 'a/read', 'a/write'));
    expect(scopes({ scopes: [] }, client)).toEqual(both('a/read', 'a/write'));
  });

  test('that could ask, and a machine, and version 1, which could not add them, ask for what they ask', () => {
    expect(scopes({ scopes: ['openid'] }, client)).toEqual(both('openid'));
    expect(scopes({ triggerSource: 'TokenGeneration_HostedAuth' }, client)).toEqual(
      both('aws.cognito.signin.user.admin'),
    );
    expect(scopes({ triggerSource: 'TokenGeneration_ClientCredentials', version: 3, scopes: [] }, client)).toEqual(
      both(),
    );
    expect(scopes({ version: 1, scopes: [] }, client)).toEqual(both());
  });
});

describe('the scopes a client may ask for', () => {
  test('are the ceiling, where an operator names them', () => {
    expect(scopes({ scopes: ['a/read', 'b/read'] }, { allowedScopes: ['a/read'] })).toEqual({
      asked: ['a/read', 'b/read'],
      baseline: ['a/read'],
    });
  });

  test('leave out the one for the own account, which no list of them has', () => {
    expect(scopes({}, { allowedScopes: [] })).toEqual(both('aws.cognito.signin.user.admin'));
  });
});
