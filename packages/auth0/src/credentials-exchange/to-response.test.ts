// SPDX-License-Identifier: Apache-2.0
import { permitOf, requestOf, RULE } from '@assay/core/testing';
import { ALL_FEATURES } from '../features.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { Effects } from '../effects.ts';
import { toResponse } from './to-response.ts';

const effectsOf = (asked: readonly string[], granted: readonly string[]): Effects =>
  toResponse(
    permitOf(requestOf(), { scopes: { granted: granted.map((scope) => ({ scope, rule: RULE })), withheld: [] } }),
    {
      features: ALL_FEATURES,
      tenant: 'acme',
      client: { id: 'job', isDynamic: false },
      profile: {},
      api: 'https://api.example.com',
      scopes: asked,
      parameters: {},
    },
    DEFAULT_SETTINGS,
  );

test.each<[string, readonly string[], readonly string[]]>([
  ['all of them', ['read', 'write'], ['read', 'write']],
  ['all of them, in another order', ['read', 'write'], ['write', 'read']],
  ['all of them, of which the event names one twice', ['read', 'read'], ['read']],
])('nothing is set where what is granted is %s', (_what, asked, granted) => {
  expect(effectsOf(asked, granted)).toEqual([]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['fewer', ['read', 'write'], ['read']],
  ['as many, of which one is named twice', ['read', 'write'], ['read', 'read']],
  ['more', ['read'], ['read', 'write']],
])('the target scopes are set where it is %s', (_what, asked, granted) => {
  expect(effectsOf(asked, granted)).toEqual([{ call: 'transaction.setTargetScopes', args: [granted] }]);
});
