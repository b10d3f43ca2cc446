// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { own, type Json, type JsonObject } from '@assay/core/model';
import type { RealmAnswers } from '../realm/facts.ts';
import { parseRealmState } from '../realm/parse-realm-state.ts';
import { GATED, oidcClient, policy, realmWith, samlClient, type Members } from '../testing/gated-realm.ts';
import { examine } from '../coverage/examine.ts';
import type { DeployOptions } from './desired.ts';
import { planFor } from './plan.ts';
import { createFakeRealm } from '../testing/fake-realm.ts';

const whatOf = (otherwise: Partial<RealmAnswers>, options: DeployOptions = {}): readonly string[] =>
  planFor(realmWith(otherwise), options).changes.map(({ what }) => what);
const bodyOf = (otherwise: Partial<RealmAnswers>, path: string, options: DeployOptions = {}): Json | undefined =>
  planFor(realmWith(otherwise), options)
    .changes.flatMap(({ writes }) => writes)
    .find((write) => write.path === path)?.body;

const PKCE = { executor: 'pkce-enforcer', configuration: { 'auto-configure': true } };
const OTHER = { name: 'other', description: 'theirs', executors: [PKCE] };

test('has nothing to do where the gate is there', () => {
  expect(planFor(realmWith())).toEqual({ changes: [], problems: [] });
});

test('puts ours into an empty realm', () => {
  const changes = whatOf({
    profiles: {},
    policies: {},
    clientScopes: [],
    defaultScopes: [],
    events: {},
    clients: [oidcClient('web', { defaultClientScopes: [] }), samlClient('wiki', { defaultClientScopes: [] })],
  });
  expect(changes).toEqual([
    'client profile `assay`',
    'client policy `assay`',
    'client scope `assay`',
    'client scopes of clients made from now on: `assay`',
    'default client scopes of `web`',
    'client scope `assay-saml`',
    'client scopes of clients made from now on: `assay-saml`',
    'default client scopes of `wiki`',
    'events',
  ]);
});

test('keeps other profiles, policies and listeners as they are, and goes last', () => {
  const theirs = policy({ name: 'other', profiles: ['other'], extra: [1] });
  const otherwise = {
    profiles: { profiles: [OTHER] },
    policies: { policies: [theirs] },
    events: { eventsEnabled: true, eventsListeners: ['email', 'assay-events'], enabledEventTypes: ['LOGIN'] },
  };
  expect(bodyOf(otherwise, 'client-policies/profiles')).toEqual({
    profiles: [OTHER, expect.objectContaining({ name: 'assay' })],
  });
  expect(bodyOf(otherwise, 'client-policies/policies')).toEqual({
    policies: [theirs, expect.objectContaining({ name: 'assay', enabled: true, profiles: ['assay'] })],
  });
  expect(bodyOf(otherwise, 'events/config')).toEqual({
    eventsEnabled: true,
    eventsListeners: ['email'],
    enabledEventTypes: ['LOGIN'],
    adminEventsEnabled: true,
  });
});

test('keeps what others put into our profile and policy', () => {
  const executors = [{ executor: 'assay-issuance', configuration: { 'observe-clients': ['old'] } }, PKCE];
  const profiles = { profiles: [{ name: 'assay', description: 'mine', executors }, OTHER] };
  const mine = policy({ description: 'mine', enabled: false, conditions: [], profiles: ['assay', 'other'] });
  const otherwise = { profiles, policies: { policies: [mine, policy({ name: 'later', profiles: ['other'] })] } };
  expect(bodyOf(otherwise, 'client-policies/profiles')).toEqual({
    profiles: [
      {
        name: 'assay',
        description: 'mine',
        executors: [PKCE, { executor: 'assay-issuance', configuration: { 'observe-clients': ['old'] } }],
      },
      OTHER,
    ],
  });
  expect(bodyOf(otherwise, 'client-policies/policies')).toEqual({
    policies: [
      policy({ name: 'later', profiles: ['other'] }),
      {
        name: 'assay',
        description: 'mine',
        enabled: true,
        conditions: [{ condition: 'any-client', configuration: { 'is-negative-logic': false } }],
        profiles: ['other', 'assay'],
      },
    ],
  });
});

test('sets what was chosen, and no more', () => {
  const executors = [
    { executor: 'assay-issuance', configuration: { 'observe-clients': ['old'], 'user-attributes': ['team'] } },
  ];
  const profiles = { profiles: [{ name: 'assay', executors }] };
  expect(whatOf({ profiles })).toEqual([]);
  const body = bodyOf({ profiles }, 'client-policies/profiles', { observeClients: [] });
  expect(body).toEqual({
    profiles: [
      {
        name: 'assay',
        executors: [
          { executor: 'assay-issuance', configuration: { 'observe-clients': [], 'user-attributes': ['team'] } },
        ],
      },
    ],
  });
});

test('takes a client scope that was a choice from the choices first', () => {
  const clients = [oidcClient('web', { defaultClientScopes: [], optionalClientScopes: ['assay'] })];
  expect(planFor(realmWith({ clients })).changes.map(({ writes }) => writes)).toEqual([
    [
      { method: 'DELETE', path: 'clients/id-web/optional-client-scopes/s1' },
      { method: 'PUT', path: 'clients/id-web/default-client-scopes/s1' },
    ],
  ]);
});

test('never leaves the realm with a path, whatever ids the server tells', () => {
  const clients = [oidcClient('web', { id: '../../master', defaultClientScopes: [] })];
  const [change] = planFor(realmWith({ clients })).changes;
  expect(change?.writes.map(({ path }) => path)).toEqual(['clients/..%2F..%2Fmaster/default-client-scopes/s1']);
});

test.each<[string, Partial<RealmAnswers>, string]>([
  [
    'a client scope of ours is of another protocol',
    { clientScopes: [{ name: 'assay', protocol: 'saml' }] },
    'client scope `assay`: expected the protocol openid-connect, found saml: rename or delete it',
  ],
  [
    'the server has a profile of our name for every realm',
    { profiles: { globalProfiles: [{ name: 'assay' }] } },
    'global `assay`: expected none of this name',
  ],
])('has no plan where %s', (_, otherwise, problem) => {
  const { changes, problems } = planFor(realmWith(otherwise));
  expect({ changes, problems: problems.map(({ path, message }) => `${path}: ${message}`) }).toEqual({
    changes: [],
    problems: [problem],
  });
});

describe('carried out', () => {
  const name = fc.constantFrom('assay', 'other', 'third', 'assay-saml');
  const anExecutor = fc.record({
    executor: fc.constantFrom('assay-issuance', 'pkce-enforcer', 'secure-session'),
    configuration: fc.constantFrom<JsonObject>({}, { 'observe-clients': ['web'] }, { 'auto-configure': true }),
  });
  const aCondition = fc.record({
    condition: fc.constantFrom('any-client', 'client-type', 'client-scopes'),
    configuration: fc.constantFrom<JsonObject>({}, { 'is-negative-logic': true }, { protocol: 'saml' }),
  });
  const byName = <T extends { readonly name: string }>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.uniqueArray(one, { maxLength: 3, selector: (each) => each.name });
  const scopes = fc.constantFrom<readonly Members[]>(
    [],
    [GATED.clientScopes[0]],
    GATED.clientScopes,
    [{ ...GATED.clientScopes[0], attributes: {}, protocolMappers: [] }, GATED.clientScopes[1]],
    [
      {
        ...GATED.clientScopes[0],
        protocolMappers: [{ id: 'm1', name: 'x', protocolMapper: 'assay-introspection', config: { a: 'b' } }],
      },
    ],
  );
  const aClient = fc.record({
    name: fc.constantFrom('web', 'wiki', 'job'),
    protocol: fc.constantFrom('openid-connect', 'saml', 'docker-v2'),
    isDefault: fc.boolean(),
    isOptional: fc.boolean(),
  });
  const realm = fc.record({
    profiles: byName(
      fc.record({ name, description: fc.constant('x'), executors: fc.array(anExecutor, { maxLength: 3 }) }),
    ),
    policies: byName(
      fc.record({
        name,
        enabled: fc.boolean(),
        conditions: fc.array(aCondition, { maxLength: 2 }),
        profiles: fc.uniqueArray(name),
      }),
    ),
    clientScopes: scopes,
    clients: byName(aClient),
    listeners: fc.uniqueArray(fc.constantFrom('jboss-logging', 'assay-events', 'email')),
    adminEventsEnabled: fc.boolean(),
  });

  const answersOf = (found: typeof realm extends fc.Arbitrary<infer T> ? T : never): RealmAnswers => {
    const known = (scope: string): boolean => found.clientScopes.some((each) => own(each, 'name') === scope);
    return {
      from: 'realm',
      profiles: { profiles: found.profiles },
      policies: { policies: found.policies },
      clientScopes: found.clientScopes,
      defaultScopes: [],
      clients: found.clients.map(({ name: clientId, protocol, isDefault, isOptional }) => {
        const scope = protocol === 'saml' ? 'assay-saml' : 'assay';
        return oidcClient(clientId, {
          protocol,
          defaultClientScopes: isDefault && known(scope) ? ['basic', scope] : ['basic'],
          optionalClientScopes: !isDefault && isOptional && known(scope) ? [scope] : [],
        });
      }),
      events: { eventsListeners: found.listeners, adminEventsEnabled: found.adminEventsEnabled },
    };
  };

  test('leaves nothing to do, everything of others as it was, and no grant of OpenID Connect or SAML that passes by', () => {
    fc.assert(
      fc.property(realm, (found) => {
        const before = answersOf(found);
        const fake = createFakeRealm(before);
        let rounds = 0;
        for (; rounds < 3; rounds++) {
          const parsed = parseRealmState(fake.answers());
          if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
          const { changes } = planFor(parsed.value);
          if (changes.length === 0) break;
          for (const { writes } of changes) for (const write of writes) fake.carryOut(write);
        }
        const after = parseRealmState(fake.answers());
        if (!after.ok) throw new Error(JSON.stringify(after.problems));
        expect(planFor(after.value)).toEqual({ changes: [], problems: [] });
        const others = (list: unknown): unknown =>
          (Array.isArray(list) ? list : []).filter((each) => own(each, 'name') !== 'assay');
        const now = fake.answers();
        expect(others(own(now.profiles, 'profiles'))).toEqual(others(own(before.profiles, 'profiles')));
        expect(others(own(now.policies, 'policies'))).toEqual(others(own(before.policies, 'policies')));
        expect(own(now.events, 'eventsListeners')).toEqual(
          expect.arrayContaining(found.listeners.filter((listener) => listener !== 'assay-events')),
        );
        const passing = examine(after.value).clients.flatMap(({ cells }) =>
          Object.entries(cells).flatMap(([grant, { reach }]) =>
            grant !== 'docker' && reach !== 'asks' && reach !== 'not_allowed' ? [grant] : [],
          ),
        );
        expect(passing).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});
