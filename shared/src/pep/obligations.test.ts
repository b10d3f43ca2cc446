// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../model/index.ts';
import { requestOf } from '../testing/index.ts';
import { isStartable, obligationType } from './obligations.ts';

describe('step_up', () => {
  const TIME = 1000;
  const met = (
    properties: Readonly<Record<string, string | number>>,
    authentication: { acr?: string; authTime?: number },
  ): boolean =>
    obligationType('step_up').isMet(
      properties,
      requestOf({ authentication: { amr: [], ...authentication }, context: { time: TIME, parameters: {} } }),
    );

  test.each([
    ['the acr that is asked for', { acr: 'phr' }, { acr: 'phr' }, true],
    ['another acr', { acr: 'phr' }, { acr: 'high' }, false],
    ['no acr', { acr: 'phr' }, {}, false],
    ['an authentication as old as it may be', { maxAgeSeconds: 600 }, { authTime: 400 }, true],
    ['an older one', { maxAgeSeconds: 600 }, { authTime: 399 }, false],
    ['one of an unknown age', { maxAgeSeconds: 600 }, {}, false],
    ['the acr, but too old', { acr: 'phr', maxAgeSeconds: 600 }, { acr: 'phr', authTime: 1 }, false],
    ['both', { acr: 'phr', maxAgeSeconds: 600 }, { acr: 'phr', authTime: 999 }, true],
    ['an age that is no number', { maxAgeSeconds: '600' }, { authTime: 999 }, false],
  ])('with %s', (_, properties, authentication, expected) => {
    expect(met(properties, authentication)).toBe(expected);
  });

  test('tells the client that another authentication would do', () => {
    expect(obligationType('step_up').error).toBe('unmet_authentication_requirements');
  });
});

describe('properties', () => {
  test.each([
    ['step_up', { acr: 'phr', maxAgeSeconds: 0 }, true],
    ['step_up', {}, true],
    ['step_up', { acr: 3 }, false],
    ['step_up', { maxAgeSeconds: '600' }, false],
    ['step_up', { max_age: 600 }, false],
    ['consent', {}, true],
    ['consent', { purpose: 'to see your accounts' }, true],
    ['consent', { purpose: 1 }, false],
    ['approval', { by: 'managers', withinSeconds: 3600 }, true],
    ['approval', {}, false],
    ['approval', { by: 'managers', withinSeconds: -1 }, false],
    ['approval', { by: 'managers', constructor: 1 }, false],
    ['dance', { anything: 1 }, true],
  ])('of %s: %j', (type, properties, expected) => {
    expect(obligationType(type).isValid(properties)).toBe(expected);
  });

  test('a consent that cannot be asked for has an error of its own', () => {
    expect(obligationType('consent').error).toBe('consent_required');
  });
});

test.each(['approval', 'constructor', '__proto__', ''])(
  'what is not understood (%p) is never met, and refused without more',
  (type) => {
    const { isMet, error } = obligationType(type);
    expect([isMet({}, requestOf()), error]).toEqual([false, 'access_denied']);
  },
);

describe('what is started', () => {
  const PERSON = { type: 'user', id: 'ada', profile: {} } as const;
  const MACHINE = { type: 'workload', id: 'ci', profile: {} } as const;
  const RULE = { policy: 'p', rule: 'r', at: 'p.yaml:1:1' };
  const startable = (type: string, more: Partial<IssuanceRequest>): boolean =>
    isStartable({ type, properties: { by: 'managers' }, about: { scope: 's' }, rule: RULE }, requestOf(more));
  const bare = (type: string, more: Partial<IssuanceRequest>): boolean =>
    isStartable({ type, properties: {}, about: { scope: 's' }, rule: RULE }, requestOf(more));

  test.each([
    ['a person who signs in', { subject: PERSON, grant: 'authorization_code' }, true],
    ['a person at a device', { subject: PERSON, grant: 'device_code' }, true],
    ['a workload', { subject: MACHINE, grant: 'authorization_code' }, false],
    ['a client', { subject: { ...MACHINE, type: 'client' }, grant: 'client_credentials' }, false],
    ['a person behind the credentials of a client', { subject: PERSON, grant: 'client_credentials' }, false],
    ['a person a JWT speaks of', { subject: PERSON, grant: 'jwt_bearer' }, false],
    ['a person a SAML assertion speaks of', { subject: PERSON, grant: 'saml2_bearer' }, false],
  ] as const)('a step-up or a consent of %s', (_, more, expected) => {
    expect([bare('step_up', more), bare('consent', more)]).toEqual([expected, expected]);
  });

  test('an approval is given by somebody else: it can be started for a machine', () => {
    expect(startable('approval', { subject: MACHINE, grant: 'client_credentials' })).toBe(true);
  });

  test('what is written in a way nobody knows is never started', () => {
    expect([startable('step_up', { subject: PERSON }), bare('approval', { subject: PERSON })]).toEqual([false, false]);
  });
});
