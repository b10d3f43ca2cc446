// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { createActionInstance, sampleEvent, type ActionInstance, type ActionInstanceOptions } from './index.ts';

const CODE = sampleEvent('post-login', 'code');

const instanceOf = (body: string, options: Partial<ActionInstanceOptions> = {}): ActionInstance =>
  createActionInstance({
    code: `exports.onExecutePostLogin = async (event, api) => { ${body} };`,
    trigger: 'post-login',
    ...options,
  });

const OTP = `api.authentication.challengeWith({ type: 'otp' });`;
const passed = (type: string): JsonObject =>
  sampleEvent('post-login', 'code', {
    authentication: { methods: [{ name: 'mfa', timestamp: '2026-11-20T08:30:02.000Z', type }] },
  });

describe('a challenge', () => {
  test('suspends the transaction with the factors that are enabled and enrolled', async () => {
    const body = `api.authentication.challengeWith({ type: 'otp', options: { a: 1 } },
      { additionalFactors: [{ type: 'phone' }, { type: 'push' }, { type: 'magic' }, 7] });`;
    expect(await instanceOf(body).execute(CODE)).toMatchObject({
      outcome: 'suspended',
      challenge: { kind: 'challenge', factors: [{ type: 'otp', options: { a: 1 } }, { type: 'push' }] },
    });
    expect(await instanceOf(body, { enabledFactors: ['push-notification'] }).execute(CODE)).toMatchObject({
      challenge: { kind: 'challenge', factors: [{ type: 'push' }] },
    });
  });

  test('passed, the transaction goes on with what was asked for; the Action is not run again', async () => {
    const instance = instanceOf(`${OTP} api.accessToken.setCustomClaim('a', 1);`);
    await instance.execute(CODE);
    expect(await instance.resume({ challenge: 'passed' })).toMatchObject({
      outcome: 'permit',
      calls: [],
      token: { accessToken: { customClaims: { a: 1 } } },
    });
  });

  test.each([{ challenge: 'failed' } as const, {}])('not passed is a denial: %j', async (resumption) => {
    const instance = instanceOf(OTP);
    await instance.execute(CODE);
    expect(await instance.resume(resumption)).toMatchObject({ outcome: 'deny', error: 'access_denied' });
  });

  test('passed in this transaction already is ignored', async () => {
    expect(await instanceOf(OTP).execute(passed('otp'))).toMatchObject({ outcome: 'permit' });
    expect(await instanceOf(OTP).execute(passed('email'))).toMatchObject({ outcome: 'suspended' });
  });

  test('for which no factor is left fails the login', async () => {
    const failed = {
      outcome: 'error',
      error: 'access_denied',
      errorDescription: 'none of the factors is enabled and enrolled',
    };
    expect(await instanceOf(OTP, { enabledFactors: [] }).execute(CODE)).toMatchObject(failed);
    expect(await instanceOf(`api.authentication.challengeWithAny([{ type: 'email' }])`).execute(CODE)).toMatchObject(
      failed,
    );
    expect(await instanceOf(`api.authentication.challengeWithAny()`).execute(CODE)).toMatchObject(failed);
    expect(await instanceOf(`api.authentication.enrollWith({ type: 'otp' })`).execute(CODE)).toMatchObject(failed);
  });

  test('of a user of whom nothing is known can be met', async () => {
    const event = sampleEvent('post-login', 'minimal');
    expect(await instanceOf(OTP).execute(event)).toMatchObject({ outcome: 'suspended' });
  });

  test('follows another: each has to be passed', async () => {
    const instance = instanceOf(`${OTP} api.authentication.challengeWithAny([{ type: 'push-notification' }]);
      api.authentication.enrollWithAny([{ type: 'email' }, { type: 'otp' }]); api.multifactor.enable('any');`);
    const kinds = [(await instance.execute(CODE)).challenge];
    for (let i = 0; i < 3; i += 1) kinds.push((await instance.resume({ challenge: 'passed' })).challenge);
    expect(kinds).toEqual([
      { kind: 'challenge', factors: [{ type: 'otp' }] },
      { kind: 'challenge', factors: [{ type: 'push-notification' }] },
      { kind: 'enroll', factors: [{ type: 'email' }] },
      { kind: 'multifactor', factors: [{ type: 'any' }] },
    ]);
    expect(await instance.resume({ challenge: 'passed' })).toMatchObject({ outcome: 'permit' });
  });

  test('comes after a redirect', async () => {
    const instance = createActionInstance({
      code: `exports.onExecutePostLogin = async (event, api) => { ${OTP} api.redirect.sendUserTo('https://x.example.com'); };
        exports.onContinuePostLogin = async () => {};`,
      trigger: 'post-login',
    });
    expect(await instance.execute(CODE)).not.toHaveProperty('challenge');
    expect(await instance.resume({})).toMatchObject({ outcome: 'suspended', challenge: { kind: 'challenge' } });
  });

  test.each(['refresh', 'password', 'token-exchange', 'on-behalf-of', 'ciba', 'silent'] as const)(
    'where the user cannot be asked is a failure no Action can catch: %s',
    async (name) => {
      for (const call of ['challengeWith', 'enrollWith']) {
        const body = `try { api.authentication.${call}({ type: 'otp' }); } catch { api.access.deny('caught'); }`;
        const report = await instanceOf(body).execute(sampleEvent('post-login', name));
        expect(report).toMatchObject({ outcome: 'error', error: 'interaction_required' });
      }
    },
  );
});

test('multifactor is taken back with none', async () => {
  const body = `api.multifactor.enable('duo', { providerOptions: { ikey: 'i', skey: 's', host: 'h' } }).multifactor.enable('none');`;
  const { outcome, calls } = await instanceOf(body).execute(CODE);
  expect([outcome, calls[0]?.args]).toEqual([
    'permit',
    ['duo', { providerOptions: { ikey: '[secret]', skey: '[secret]', host: 'h' } }],
  ]);
});

describe('the primary user', () => {
  test('is who the token is for', async () => {
    const { user } = await instanceOf(`api.authentication.setPrimaryUser('auth0|2')`).execute(CODE);
    expect(user).toEqual({ primaryUserId: 'auth0|2', appMetadata: {}, userMetadata: {} });
  });

  test.each([
    [
      `api.authentication.setPrimaryUser('a'); api.authentication.setPrimaryUser('a')`,
      'the primary user can be set only once',
    ],
    [`api.authentication.setPrimaryUser('')`, 'the id of the primary user must be a non-empty string'],
    [`api.authentication.setPrimaryUser(7)`, 'the id of the primary user must be a non-empty string'],
    [
      `api.authentication.setPrimaryUser('a'.repeat(129))`,
      'the id of the primary user must have at most 128 characters',
    ],
  ])('%s throws', async (body, threw) => {
    expect((await instanceOf(body).execute(CODE)).calls.at(-1)?.threw).toBe(threw);
  });
});

describe('a denial', () => {
  test.each([
    ['code', undefined],
    ['samlp', undefined],
    ['refresh', 403],
    ['password', 403],
    ['device', 403],
    ['token-exchange', 403],
  ] as const)('at the token endpoint has a status: %s', async (name, httpStatus) => {
    const report = await instanceOf(`api.access.deny('not today')`).execute(sampleEvent('post-login', name));
    expect(report).toMatchObject({ outcome: 'deny', error: 'access_denied', errorDescription: 'not today' });
    expect(report.httpStatus).toBe(httpStatus);
  });

  test('needs no reason, and ends the flow only when the Action is over', async () => {
    const report = await instanceOf(`api.access.deny(); console.log('goes on');`).execute(CODE);
    expect([report.outcome, report.console.full]).toEqual(['deny', 'goes on\n']);
    expect(report).not.toHaveProperty('errorDescription');
    expect(report).not.toHaveProperty('token');
  });

  test('by a validation error has its message', async () => {
    expect(await instanceOf(`api.validation.error('too_young', 'come back later')`).execute(CODE)).toMatchObject({
      outcome: 'deny',
      errorDescription: 'come back later',
    });
  });

  test.each([
    [`('x'.repeat(101), 'm')`, 'error: errorCode must have at most 100 characters'],
    [`('c', 'x'.repeat(101))`, 'error: errorMessage must have at most 100 characters'],
    [`('c')`, 'error: errorMessage must be a string'],
  ])('validation.error%s throws', async (args, threw) => {
    expect((await instanceOf(`api.validation.error${args}`).execute(CODE)).calls[0]?.threw).toBe(threw);
  });
});
