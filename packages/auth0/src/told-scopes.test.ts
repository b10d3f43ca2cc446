// SPDX-License-Identifier: Apache-2.0
import { ALL_FEATURES } from './features.ts';
import { toldScopes } from './told-scopes.ts';

const CANNOT = { ...ALL_FEATURES, targetScopes: false };

test('target scopes count where they can be set', () => {
  expect(toldScopes(['a'], ['a', 'b'], ALL_FEATURES)).toEqual(['a']);
});

test('where they cannot, nothing either list holds is overlooked', () => {
  expect(toldScopes(['a', 'c'], ['a', 'b'], CANNOT)).toEqual(['a', 'b', 'c']);
});

test('one list is better than none', () => {
  expect([toldScopes(undefined, ['b'], CANNOT), toldScopes(['a'], undefined, CANNOT)]).toEqual([['b'], ['a']]);
  expect(toldScopes(undefined, undefined, CANNOT)).toBeUndefined();
});
