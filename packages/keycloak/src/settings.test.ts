// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

const problemsOf = (value: unknown): readonly string[] => {
  const parsed = parseSettings(value);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('settings may all be left out', () => {
  expect(parseSettings({})).toEqual({ ok: true, value: DEFAULT_SETTINGS });
});

test('settings are read', () => {
  expect(
    parseSettings({
      audience: 'https://api',
      own_audiences: [],
      clients: { job: { subject_type: 'workload' } },
      lifetimes: { access_token: '5m', refresh_token: '30m' },
      list_attributes: ['entitlements'],
      saml: true,
      budget: '100ms',
    }),
  ).toEqual({
    ok: true,
    value: {
      audience: 'https://api',
      ownAudiences: [],
      clients: new Map([['job', { registration: 'first_party', subjectType: 'workload' }]]),
      lifetimes: { access_token: 300, refresh_token: 1800 },
      listAttributes: ['entitlements'],
      hasSaml: true,
      budgetMs: 100,
    },
  });
});

test.each([
  [{ audiences: [] }, '/audiences: expected one of audience, own_audiences'],
  [{ budget: '10s' }, '/budget: expected a duration from 10ms to 5000ms'],
  [{ saml: 'yes' }, '/saml: expected true or false'],
  [{ lifetimes: { cookie: '1m' } }, '/lifetimes/cookie: expected one of'],
])('%j is refused', (value, problem) => {
  expect(problemsOf(value)).toEqual([expect.stringContaining(problem)]);
});

test('whatever comes is read or refused', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(typeof parseSettings(value).ok).toBe('boolean')));
});
