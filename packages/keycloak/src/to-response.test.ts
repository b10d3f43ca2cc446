// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, Obligation, PermitDecision, RuleRef } from '@assay/core/model';
import { permitOf, requestOf } from '@assay/core/testing';
import { parseEvent, type KeycloakEvent } from './event.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { askOf } from './testing/ask-of.ts';
import { refuse, toResponse, unchanged } from './to-response.ts';

const RULE: RuleRef = { policy: 'p', rule: 'r', at: 'p.yaml:1:1' };
const STEP_UP: Obligation = {
  type: 'step_up',
  properties: { acr: 'phr' },
  about: { scope: 'orders:write' },
  rule: RULE,
};

const eventOf = (ask: JsonObject): KeycloakEvent => {
  const parsed = parseEvent(ask);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};
const answerTo = (part: Partial<PermitDecision>, ask: JsonObject = askOf()): unknown =>
  toResponse(
    permitOf(requestOf(), {
      audiences: ['orders-api'],
      scopes: { granted: [{ scope: 'openid', rule: null }], withheld: [] },
      tokens: {},
      ...part,
    }),
    eventOf(ask),
    DEFAULT_SETTINGS,
  );

test('a permit that changes nothing says which scopes stay, and nothing else', () => {
  expect(answerTo({})).toEqual({ decision: 'permit', scopes: ['openid'] });
});

test('claims, lifetimes, groups and roles are what stays, and what is set and removed', () => {
  expect(
    answerTo({
      groups: [],
      roles: ['staff', 'orders-api:clerk'],
      tokens: {
        access_token: {
          claims: [
            { action: 'set', claim: 'tenant', value: { id: 7 }, rule: RULE, sources: ['app'] },
            { action: 'remove', claim: 'email', rule: RULE },
          ],
          lifetime: { seconds: 60, rule: RULE },
        },
        id_token: { claims: [] },
        refresh_token: { claims: [], lifetime: { seconds: 600, rule: RULE } },
      },
    }),
  ).toEqual({
    decision: 'permit',
    scopes: ['openid'],
    realm_roles: ['staff'],
    client_roles: { account: [], 'orders-api': ['clerk'] },
    groups: [],
    tokens: {
      access_token: { set: { tenant: { id: 7 } }, remove: ['email'], lifetime_s: 60 },
      refresh_token: { lifetime_s: 600 },
    },
  });
});

test('roles and groups that all stay are not spoken of: of an assertion the provider would refuse it', () => {
  const roles = ['staff', 'offline_access', 'account:view-profile', 'orders-api:clerk', 'orders-api:auditor'];
  expect(answerTo({ groups: ['/staff'], roles })).toEqual({ decision: 'permit', scopes: ['openid'] });
});

test('an audience that goes is left out, and Keycloak’s own stays', () => {
  const ask = askOf({ access_token: { aud: ['a', 'b', 'account'] } });
  expect(answerTo({ audiences: ['b'] }, ask)).toMatchObject({ audience: ['b', 'account'] });
});

test('values of attributes are texts', () => {
  const ask = askOf({ grant_type: 'saml', access_token: null, assertion: { audience: ['sp'] } });
  const claims = [
    { action: 'set', claim: 'level', value: 3, rule: RULE, sources: [] },
    { action: 'set', claim: 'teams', value: ['a', true], rule: RULE, sources: [] },
  ] as const;
  expect(answerTo({ audiences: ['sp'], tokens: { saml2: { claims } } }, ask)).toMatchObject({
    tokens: { assertion: { set: { level: ['3'], teams: ['a', 'true'] } } },
  });
});

test('a scope that is withheld for want of a step-up says which one', () => {
  const reason = { code: 'unmet_obligation', admin: 'step_up is required' } as const;
  const scopes = { granted: [], withheld: [{ scope: 'orders:write', rule: RULE, reason }] };
  expect(answerTo({ scopes, obligations: [STEP_UP] })).toEqual({ decision: 'permit', scopes: [], acr: 'phr' });
});

describe('a refusal', () => {
  const correlationId = '0197';
  test('is a code and a status', () => {
    expect(refuse({ error: 'access_denied', correlationId })).toEqual({
      decision: 'deny',
      error: 'access_denied',
      status: 400,
    });
    expect(refuse({ error: 'server_error', correlationId })).toMatchObject({ status: 503 });
  });

  test('for want of a step-up names what would do, and any other does not', () => {
    const unmet = [STEP_UP];
    expect(refuse({ error: 'unmet_authentication_requirements', correlationId, unmet })).toMatchObject({ acr: 'phr' });
    expect(refuse({ error: 'access_denied', correlationId, unmet })).not.toHaveProperty('acr');
  });
});

test('what is not touched is said to be so', () => {
  expect(unchanged()).toEqual({ decision: 'unchanged' });
});
