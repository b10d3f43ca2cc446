// SPDX-License-Identifier: Apache-2.0
import type { Slot } from '@assay/core/pdp';
import { testDigest } from '@assay/core/testing';
import { needsOf, type Needs } from './needs.ts';

const KEEPING = { outside: 'deny', mode: 'enforce', unlistedClaims: 'keep' } as const;
const slot = (...path: readonly string[]): Slot => ({ root: 'request', path, type: 'dyn' });
const needs = (slots: readonly Slot[], keys: readonly (readonly string[])[] = []): Omit<Needs, 'digest'> => {
  const { digest: _, ...named } = needsOf({ slots, parameters: ['b', 'a'], governance: KEEPING }, keys, testDigest);
  return named;
};
const NONE = {
  user_attributes: [],
  session_notes: [],
  client_attributes: [],
  parameters: ['a', 'b'],
  id_token: false,
  client_scopes: false,
};

test('nothing is asked for that no policy reads', () => {
  expect(needs([slot('subject', 'id'), slot('client', 'id')])).toEqual(NONE);
});

test('what is read is asked for by its name, and so is what a source is looked up by', () => {
  const below = ['subject', 'profile', 'keycloak'] as const;
  expect(
    needs(
      [
        slot('subject', 'profile', 'tier'),
        slot('subject', 'profile', 'address', 'city'),
        slot(...below, 'session_notes', 'risk'),
        slot(...below, 'client_attributes', 'owner'),
        slot(...below, 'realm'),
      ],
      [['subject', 'profile', 'employee']],
    ),
  ).toEqual({
    ...NONE,
    user_attributes: ['address', 'employee', 'tier'],
    session_notes: ['risk'],
    client_attributes: ['owner'],
  });
});

test('a whole that is read is asked for as a whole', () => {
  expect(needs([slot('subject', 'profile', 'keycloak', 'session_notes')])).toEqual({ ...NONE, session_notes: ['*'] });
  expect(needs([slot('subject', 'profile')])).toEqual({
    ...NONE,
    user_attributes: ['*'],
    session_notes: ['*'],
    client_attributes: ['*'],
    client_scopes: true,
  });
});

test('the digest is of what is asked for', () => {
  const table = { slots: [], parameters: [], governance: KEEPING };
  const one = needsOf(table, [], testDigest);
  expect(one.digest).toMatch(/^[0-9a-f]{16}$/);
  expect(needsOf(table, [], testDigest)).toEqual(one);
  expect(needsOf(table, [['subject', 'profile', 'tier']], testDigest).digest).not.toBe(one.digest);
});

test('which client scopes a client has is asked for where it is read', () => {
  expect(needs([slot('subject', 'profile', 'keycloak', 'client_scopes', 'optional')])).toEqual({
    ...NONE,
    client_scopes: true,
  });
});

test('an ID token that is not built yet counts where claims no rule speaks of are removed', () => {
  const table = { slots: [], parameters: [], governance: { ...KEEPING, unlistedClaims: 'remove' } } as const;
  expect(needsOf(table, [], testDigest).id_token).toBe(true);
});
