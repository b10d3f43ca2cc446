// SPDX-License-Identifier: Apache-2.0
import { requestOf } from '../testing/index.ts';
import { governedTargets, governs, governsScope, isOpenIdScope, modeOf } from './governance.ts';
import type { Governance } from './table.ts';

const A = 'https://a.example';
const B = 'https://b.example';
const governance = (part: Partial<Governance>): Governance => ({
  outside: 'pass',
  mode: 'enforce',
  unlistedClaims: 'keep',
  ...part,
});
const request = (client: string, ...targets: string[]) =>
  requestOf({ client: { id: client, registration: 'first_party' }, targets });

describe('governs', () => {
  test('everything, where nothing is said', () => {
    expect(governs(governance({}), request('web', A))).toBe(true);
  });

  test('a request for at least one of its audiences', () => {
    const ofA = governance({ audiences: [A] });
    expect([
      governs(ofA, request('web', A)),
      governs(ofA, request('web', B, A)),
      governs(ofA, request('web', B)),
    ]).toEqual([true, true, false]);
  });

  test('a request of its clients only, whatever the audience', () => {
    const ofWeb = governance({ audiences: [A], clients: ['web'] });
    expect([
      governs(ofWeb, request('web', A)),
      governs(ofWeb, request('other', A)),
      governs(ofWeb, request('web', B)),
    ]).toEqual([true, false, false]);
  });

  test('nothing, where a list is empty', () => {
    expect(governs(governance({ audiences: [] }), request('web', A))).toBe(false);
    expect(governs(governance({ clients: [] }), request('web', A))).toBe(false);
  });
});

test('governedTargets are those of its audiences, in the order of the request', () => {
  expect([
    governedTargets(governance({ audiences: [A] }), request('web', B, A)),
    governedTargets(governance({}), request('web', B, A)),
  ]).toEqual([[A], [B, A]]);
});

test('governsScope goes by name, by prefix where the entry ends in a star, and is every scope where nothing is said', () => {
  const some = governance({ scopes: ['read', 'payments:*'] });
  expect(['read', 'readx', 'payments:write', 'payments:', 'payment'].map((scope) => governsScope(some, scope))).toEqual(
    [true, false, true, true, false],
  );
  expect([
    governsScope(governance({}), 'anything'),
    governsScope(governance({ scopes: ['*'] }), 'anything'),
    governsScope(governance({ scopes: [] }), 'x'),
  ]).toEqual([true, true, false]);
});

test('the scopes of OpenID Connect are six', () => {
  expect(
    ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'Openid', 'groups'].map(isOpenIdScope),
  ).toEqual([true, true, true, true, true, true, false, false]);
});

describe('modeOf', () => {
  test('is that of the whole', () => {
    expect([
      modeOf(governance({}), request('web', A)),
      modeOf(governance({ mode: 'observe' }), request('web', A)),
    ]).toEqual(['enforce', 'observe']);
  });

  test('is the other for a client that is named', () => {
    const observed = governance({ otherMode: { clients: ['web'] } });
    const enforced = governance({ mode: 'observe', otherMode: { clients: ['web'] } });
    expect([modeOf(observed, request('web', A)), modeOf(observed, request('other', A))]).toEqual([
      'observe',
      'enforce',
    ]);
    expect([modeOf(enforced, request('web', A)), modeOf(enforced, request('other', A))]).toEqual([
      'enforce',
      'observe',
    ]);
  });

  test('is enforce for a request that touches one enforced audience', () => {
    const observed = governance({ otherMode: { audiences: [A] } });
    const enforced = governance({ mode: 'observe', otherMode: { audiences: [A] } });
    expect([modeOf(observed, request('web', A)), modeOf(observed, request('web', A, B))]).toEqual([
      'observe',
      'enforce',
    ]);
    expect([modeOf(enforced, request('web', B)), modeOf(enforced, request('web', A, B))]).toEqual([
      'observe',
      'enforce',
    ]);
  });
});
