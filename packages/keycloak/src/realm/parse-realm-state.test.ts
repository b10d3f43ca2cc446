// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { examine } from '../coverage/examine.ts';
import { planFor } from '../deploy/plan.ts';
import type { RealmAnswers } from './facts.ts';
import { answersOfExport, parseRealmState } from './parse-realm-state.ts';
import { GATED, oidcClient, realmWith } from '../testing/gated-realm.ts';

const problemsOf = (otherwise: Partial<RealmAnswers>): readonly string[] => {
  const parsed = parseRealmState({ ...GATED, ...otherwise });
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

test.each<[string, Partial<RealmAnswers>, string]>([
  ['profiles that are text', { profiles: 'all' }, '/clientProfiles: expected an object, found a string'],
  [
    'a profile without a name',
    { profiles: { profiles: [{}] } },
    '/clientProfiles/profiles/0/name: expected a string, found nothing',
  ],
  [
    'executors that are an object',
    { profiles: { profiles: [{ name: 'a', executors: {} }] } },
    '/clientProfiles/profiles/0/executors: expected a list, found an object',
  ],
  [
    'a policy that is enabled by a text',
    { policies: { policies: [{ name: 'a', enabled: 'true' }] } },
    '/clientPolicies/enabled: expected true or false, found a string',
  ],
  ['clients that are an object', { clients: { error: 'unknown' } }, '/clients: expected a list, found an object'],
  [
    'a client without an id of its own',
    { clients: [{ id: 'x' }] },
    '/clients/0/clientId: expected a string, found nothing',
  ],
  ['a client scope of a number', { defaultScopes: [7] }, '/defaultDefaultClientScopes/0: expected a client scope'],
  [
    'a name that means something to JavaScript',
    { clients: [JSON.parse('{"clientId":"a","__proto__":{}}')] },
    '/clients/0/__proto__: `__proto__` is not a member name an event may have',
  ],
])('refuses %s, and says where', (_, otherwise, problem) => {
  expect(problemsOf(otherwise)).toEqual([problem]);
});

test('reads an export as it reads the admin API, but for what the server has', () => {
  const { from, profiles, policies, clientScopes, clients, events } = GATED;
  const exported = {
    clientProfiles: profiles,
    clientPolicies: policies,
    clientScopes,
    clients,
    defaultDefaultClientScopes: ['assay', 'assay-saml'],
    ...events,
  };
  const parsed = parseRealmState(answersOfExport(exported, from));
  expect(parsed).toEqual({ ok: true, value: realmWith({ server: undefined }) });
});

test('keeps no secret of a client', () => {
  const clients = [oidcClient('web', { secret: 'nobody-may-see', registrationAccessToken: 'nobody-may-see' })];
  expect(JSON.stringify(realmWith({ clients }))).not.toContain('nobody-may-see');
});

test('never throws, and never repeats a secret, whatever it is given', () => {
  const key = fc.constantFrom(
    ...['profiles', 'globalProfiles', 'policies', 'name', 'executors', 'executor', 'configuration', 'conditions'],
    ...[
      'condition',
      'enabled',
      'clientId',
      'id',
      'protocol',
      'protocolMappers',
      'protocolMapper',
      'config',
      'attributes',
    ],
    ...[
      'eventsListeners',
      'adminEventsEnabled',
      'providers',
      'client-policy-executor',
      'features',
      'toString',
      'constructor',
    ],
    ...['observe-clients', 'is-negative-logic', 'defaultClientScopes', 'type'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        null,
        true,
        false,
        0,
        1e300,
        '',
        'assay',
        'assay-issuance',
        'any-client',
        'saml',
        '\u0000\u202e',
        '../x',
      ),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    ),
  }));
  const named = fc.record({ name: fc.constantFrom('assay', 'other'), enabled: fc.boolean() });
  const either = (shaped: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ arbitrary: shaped, weight: 9 }, { arbitrary: value, weight: 1 });
  const lists = (member: string, name: string): fc.Arbitrary<unknown> => {
    const item = fc.record({
      executor: fc.constant('assay-issuance'),
      condition: fc.constant('any-client'),
      configuration: either(fc.constant({})),
    });
    const all = fc.array(fc.tuple(named, either(fc.array(either(item), { maxLength: 2 }))), { maxLength: 2 });
    return either(all.map((each) => ({ [member]: each.map(([first, items]) => ({ ...first, [name]: items })) })));
  };
  const answers = fc.record({
    profiles: lists('profiles', 'executors'),
    policies: lists('policies', 'conditions'),
    clientScopes: either(fc.array(either(named), { maxLength: 2 })),
    defaultScopes: either(fc.array(either(named), { maxLength: 2 })),
    clients: fc.array(either(fc.constantFrom(oidcClient('a'), oidcClient('b', { protocol: 'saml' }))), {
      maxLength: 3,
    }),
    events: either(fc.constant({ eventsListeners: ['x'] })),
    server: value,
  });
  let read = 0;
  fc.assert(
    fc.property(answers, (found) => {
      const clients = [...found.clients, oidcClient('web', { secret: 'nobody-may-see' })];
      const parsed = parseRealmState({ from: 'realm', ...found, clients });
      if (parsed.ok) read += 1;
      const said = parsed.ok ? [examine(parsed.value), planFor(parsed.value)] : parsed.problems;
      expect(JSON.stringify(said)).not.toContain('nobody-may-see');
    }),
    { numRuns: 3_000 },
  );
  expect(read).toBeGreaterThan(300);
});
