// SPDX-License-Identifier: Apache-2.0
import { ASSERTIONS, capabilitiesOf, TOKENS } from './capabilities.ts';

const of = (part: Partial<Parameters<typeof capabilitiesOf>[0]>) =>
  capabilitiesOf({ grant: 'password', cannot: [], isLightweight: false, ...part });

test('tokens can be narrowed in every way', () => {
  expect(of({})).toEqual(TOKENS);
});

test('what this server cannot do for a grant is not pretended', () => {
  const can = of({ cannot: ['claims', 'lifetime', 'audience', 'roles', 'groups'] });
  expect(can).toEqual({
    ...TOKENS,
    claims: {
      access_token: { set: 'no', remove: false },
      id_token: { set: 'no', remove: false },
    },
    lifetime: [],
    audience: false,
    groups: false,
    roles: false,
  });
});

test('from a lightweight token nothing is taken that introspection would put back', () => {
  const { claims, roles, groups, scopes } = of({ isLightweight: true });
  expect({ access: claims.access_token, roles, groups, scopes }).toEqual({
    access: { set: 'json', remove: false },
    roles: false,
    groups: false,
    scopes: 'remove',
  });
});

test('an assertion has attributes, whose values have no parts', () => {
  expect(of({ grant: 'saml' })).toBe(ASSERTIONS);
  const accepts = ASSERTIONS.claims.saml2?.accepts;
  expect(['a', 1, true, ['a', 2], { a: 1 }, [['a']], null].map((value) => accepts?.('x', value))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('claims Keycloak’s own checks stand on are reserved', () => {
  const names = ['realm_access', 'resource_access', 'allowed-origins', 'session_state', 'team'];
  expect(names.map((name) => TOKENS.isReservedClaim(name, 'access_token'))).toEqual([true, true, true, true, false]);
});
