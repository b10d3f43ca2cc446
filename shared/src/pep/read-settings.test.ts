// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../errors/index.ts';
import { readClients, readDuration, readFlag, readLifetimes, refuseUnknown } from './read-settings.ts';

const NO_MORE = { known: [], read: () => ({}) };
const problemsOf = (read: (problems: Problem[]) => unknown): readonly string[] => {
  const problems: Problem[] = [];
  read(problems);
  return problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('the settings every target has', () => {
  test('say what an identity provider does not of its clients', () => {
    const more = { known: ['colour'], read: (f: { text(name: string): string }) => ({ colour: f.text('colour') }) };
    const found = readClients(
      {
        job: { registration: 'third_party', subject_type: 'workload', name: 'night job', audience: 'b', colour: 'red' },
      },
      [],
      more,
    );
    expect(Object.fromEntries(found)).toEqual({
      job: { registration: 'third_party', subjectType: 'workload', name: 'night job', audience: 'b', colour: 'red' },
    });
    expect(Object.fromEntries(readClients({ web: {} }, [], NO_MORE))).toEqual({
      web: { registration: 'first_party', subjectType: 'client' },
    });
  });

  test('take a client named like something inherited for a client', () => {
    const found = readClients(JSON.parse('{"__proto__":{"name":"x"}}') as never, [], NO_MORE);
    expect(found.get('__proto__')?.name).toBe('x');
  });

  test('say how long tokens live, in seconds', () => {
    expect(readLifetimes({ access_token: '60m', refresh_token: '30d' }, [])).toEqual({
      access_token: 3600,
      refresh_token: 2_592_000,
    });
  });

  test('are refused where they are not what they should be, with the place', () => {
    expect(
      problemsOf((found) => readClients({ web: { registration: 'mine', colour: 1 }, job: 3 }, found, NO_MORE)),
    ).toEqual([
      '/clients/web/colour: expected one of registration, subject_type, name, audience',
      '/clients/web/registration: expected one of first_party, third_party, dynamic, found a string',
      '/clients/job: expected an object, found a number',
    ]);
    expect(problemsOf((found) => readLifetimes({ session: '1h', id_token: 'long' }, found))).toEqual([
      '/lifetimes/session: expected one of access_token, id_token, refresh_token, saml2',
      '/lifetimes/id_token: expected a duration such as `60m`',
    ]);
    expect(problemsOf((found) => refuseUnknown({ a: 1, b: 2 }, '/x', ['a'], found))).toEqual([
      '/x/b: expected one of a',
    ]);
  });

  test('have durations and flags that may be left out', () => {
    expect([readDuration({}, 'budget', 7, '', []), readDuration({ budget: '2s' }, 'budget', 7, '', [])]).toEqual([
      7, 2000,
    ]);
    expect([readFlag({}, 'enrol', true, '', []), readFlag({ enrol: false }, 'enrol', true, '', [])]).toEqual([
      true,
      false,
    ]);
    expect(problemsOf((found) => readDuration({ budget: 2 }, 'budget', 7, '', found))).toEqual([
      '/budget: expected a duration such as `60m`',
    ]);
    expect(problemsOf((found) => readFlag({ enrol: 'yes' }, 'enrol', true, '/acr', found))).toEqual([
      '/acr/enrol: expected true or false',
    ]);
  });
});
