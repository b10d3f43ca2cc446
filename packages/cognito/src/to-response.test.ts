// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision, RuleRef } from '@assay/core/model';
import { permitOf, requestOf } from '@assay/core/testing';
import type { CognitoEvent } from './event.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { refuse, toResponse, unchanged } from './to-response.ts';

const NATIVE = {
  version: '2',
  request: { scopes: ['openid', 'a/read', 'a/write'] },
  response: { claimsOverrideDetails: null },
};
const RULE: RuleRef = { policy: 'p', rule: 'r', at: 'p.yaml:1:1' };

const EVENT: CognitoEvent = {
  version: 2,
  triggerSource: 'TokenGeneration_HostedAuth',
  userPoolId: 'eu-central-1_Example',
  region: 'eu-central-1',
  clientId: 'web',
  userName: 'mara',
  userAttributes: { sub: 'mara' },
  scopes: ['openid', 'a/read', 'a/write'],
  groups: [],
  iamRoles: [],
  clientMetadata: {},
  native: NATIVE,
};

const decision = (part: Partial<PermitDecision> = {}): PermitDecision =>
  permitOf(requestOf(), {
    scopes: {
      granted: [
        { scope: 'openid', rule: null },
        { scope: 'a/read', rule: RULE },
      ],
      withheld: [],
    },
    tokens: {
      access_token: { claims: [{ action: 'set', claim: 'tenant', value: 'north', rule: RULE, sources: ['app'] }] },
      id_token: { claims: [{ action: 'remove', claim: 'email', rule: RULE }] },
    },
    ...part,
  });

const responseTo = (event: CognitoEvent, part?: Partial<PermitDecision>, settings = DEFAULT_SETTINGS): unknown => {
  const answer = toResponse(decision(part), event, settings);
  return answer.kind === 'return' ? answer.event['response'] : answer;
};

describe('the answer to version 2 and 3', () => {
  test('keeps the event and replaces its response, whatever stood there', () => {
    expect(toResponse(decision(), EVENT, DEFAULT_SETTINGS)).toEqual({
      kind: 'return',
      event: {
        version: '2',
        request: NATIVE.request,
        response: {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToSuppress: ['email'] },
            accessTokenGeneration: { claimsToAddOrOverride: { tenant: 'north' }, scopesToSuppress: ['a/write'] },
          },
        },
      },
    });
  });

  test('adds a scope only where the decision grants more than the event has, which only an operator can allow', () => {
    const granted = [...decision().scopes.granted, { scope: 'a/extra', rule: RULE }];
    expect(responseTo(EVENT, { scopes: { granted, withheld: [] } })).toMatchObject({
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToAdd: ['a/extra'], scopesToSuppress: ['a/write'] },
      },
    });
  });

  test('says nothing of an ID token to a machine', () => {
    const machine = { ...EVENT, version: 3, triggerSource: 'TokenGeneration_ClientCredentials' } as const;
    expect(responseTo(machine, { tokens: { access_token: { claims: [] } } })).toEqual({
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['a/write'] } },
    });
  });
});

describe('groups and roles', () => {
  const event = { ...EVENT, groups: ['staff', 'admins'], iamRoles: ['arn:a', 'arn:b'], preferredRole: 'arn:b' };
  const groups = (part?: Partial<PermitDecision>, settings = DEFAULT_SETTINGS): unknown =>
    (responseTo(event, part, settings) as { claimsAndScopeOverrideDetails: { groupOverrideDetails?: unknown } })
      .claimsAndScopeOverrideDetails.groupOverrideDetails;

  test('that stay are not spoken of: an override that is empty would take them away', () => {
    expect([groups(), groups({ groups: event.groups, roles: event.iamRoles })]).toEqual([undefined, undefined]);
  });

  test('that stay are repeated where an operator says so', () => {
    expect(groups({}, { ...DEFAULT_SETTINGS, unchangedGroups: 'repeat' })).toEqual({
      groupsToOverride: ['staff', 'admins'],
      iamRolesToOverride: ['arn:a', 'arn:b'],
      preferredRole: 'arn:b',
    });
  });

  test('that policy takes away are left out, and so is a preferred role that is gone', () => {
    expect(groups({ groups: ['staff'], roles: ['arn:a'] })).toEqual({
      groupsToOverride: ['staff'],
      iamRolesToOverride: ['arn:a'],
    });
  });

  test('that a decision names twice do not stand for one it does not name', () => {
    expect(groups({ groups: ['staff', 'staff'] })).toMatchObject({ groupsToOverride: ['staff', 'staff'] });
  });

  test('can all be taken away', () => {
    expect(groups({ groups: [], roles: [] })).toEqual({ groupsToOverride: [], iamRolesToOverride: [] });
  });
});

test('the answer to version 1 shapes the ID token only', () => {
  const part = {
    tokens: {
      id_token: {
        claims: [
          { action: 'set', claim: 'tenant', value: 'north', rule: RULE, sources: [] },
          { action: 'remove', claim: 'email', rule: RULE },
        ],
      },
    },
  } as const;
  expect(responseTo({ ...EVENT, version: 1, groups: ['staff'] }, { ...part, groups: [] })).toEqual({
    claimsOverrideDetails: {
      claimsToAddOrOverride: { tenant: 'north' },
      claimsToSuppress: ['email'],
      groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] },
    },
  });
});

test('a refusal holds a stable code and the correlation id, and nothing else', () => {
  expect(refuse({ error: 'access_denied', correlationId: '0197' })).toEqual({
    kind: 'throw',
    message: '[access_denied] 0197',
  });
});

test('an event that is not touched is returned as it came', () => {
  expect(unchanged(NATIVE)).toEqual({ kind: 'return', event: NATIVE });
  expect(unchanged('nonsense')).toEqual({ kind: 'return', event: {} });
});
