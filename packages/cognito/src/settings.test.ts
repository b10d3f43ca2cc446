// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

describe('the settings of the target', () => {
  test('may all be left out', () => {
    expect(parseSettings({})).toEqual({ ok: true, value: DEFAULT_SETTINGS });
  });

  test('say what Cognito does not', () => {
    const settings = {
      audience: 'https://api.example.com',
      clients: {
        robot: {
          registration: 'third_party',
          subject_type: 'workload',
          name: 'night job',
          audience: 'https://b.example',
        },
        web: { allowed_scopes: ['a/read', 'a/write'], sign_in_scopes: ['a/read'] },
      },
      lifetimes: { access_token: '60m', id_token: '1h', refresh_token: '30d' },
      event_version: 2,
      unseen_scopes: 'accept',
      missing_sub: 'user_name',
      unchanged_groups: 'repeat',
      budget: '2s',
    };
    expect(parseSettings(settings)).toEqual({
      ok: true,
      value: {
        audience: 'https://api.example.com',
        clients: new Map([
          [
            'robot',
            {
              registration: 'third_party',
              subjectType: 'workload',
              name: 'night job',
              audience: 'https://b.example',
              signInScopes: [],
            },
          ],
          [
            'web',
            {
              registration: 'first_party',
              subjectType: 'client',
              allowedScopes: ['a/read', 'a/write'],
              signInScopes: ['a/read'],
            },
          ],
        ]),
        lifetimes: { access_token: 3600, id_token: 3600, refresh_token: 2_592_000 },
        eventVersion: 2,
        unseenScopes: 'accept',
        missingSub: 'user_name',
        unchangedGroups: 'repeat',
        budgetMs: 2_000,
      },
    });
  });

  test('are refused with every problem and its place', () => {
    const settings = {
      audiences: [],
      audience: 7,
      clients: {
        web: { registration: 'mine', colour: 'red' },
        job: 3,
        app: { allowed_scopes: ['a'], sign_in_scopes: ['a', 'b'] },
        ios: { sign_in_scopes: ['a b'] },
      },
      budget: '6s',
      lifetimes: { access_token: 'an hour', session: '1h' },
      event_version: 4,
      unseen_scopes: 'maybe',
    };
    const parsed = parseSettings(settings);
    expect(parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`).toSorted()).toEqual([
      '/audience: expected a string, found a number',
      '/audiences: expected one of audience, clients, lifetimes, event_version, unseen_scopes, missing_sub, unchanged_groups, budget',
      '/budget: expected a duration from 100ms to 4500ms',
      '/clients/app/sign_in_scopes: expected scopes of allowed_scopes, found b',
      '/clients/ios/sign_in_scopes: expected scopes, which have no spaces in them',
      '/clients/job: expected an object, found a number',
      '/clients/web/colour: expected one of registration, subject_type, name, audience, allowed_scopes, sign_in_scopes',
      '/clients/web/registration: expected one of first_party, third_party, dynamic, found a string',
      '/event_version: expected 1, 2 or 3, found 4',
      '/lifetimes/access_token: expected a duration such as `60m`',
      '/lifetimes/session: expected one of access_token, id_token, refresh_token, saml2',
      '/unseen_scopes: expected one of refuse, accept, found a string',
    ]);
  });

  test('never make the parser throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => typeof parseSettings(value).ok === 'boolean'));
  });
});
