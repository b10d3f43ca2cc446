// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import {
  createActionInstance,
  sampleEvent,
  type ActionInstance,
  type ActionInstanceOptions,
  type ActionReport,
} from './index.ts';
import { signToken, verifyToken } from './session-token.ts';

const NOW = 1_800_000_000_000;
const SECRET = 'shared with the page';
const USER = 'auth0|5f1c8a2e9b3d4c0069f0a1b2';
const HOST = 'example-orders.eu.auth0.com';
const CODE = sampleEvent('post-login', 'code', { secrets: { PAGE: SECRET } });

const instanceOf = (execute: string, resume = '', options: Partial<ActionInstanceOptions> = {}): ActionInstance =>
  createActionInstance({
    code: `
      exports.onExecutePostLogin = async (event, api) => { ${execute} };
      exports.onContinuePostLogin = async (event, api) => { ${resume} };`,
    trigger: 'post-login',
    clock: () => NOW,
    newState: () => 'st-1',
    ...options,
  });

const once = (body: string, event: JsonObject = CODE): Promise<ActionReport> => instanceOf(body).execute(event);

const CONSENT = `
  const token = api.redirect.encodeToken({ secret: event.secrets.PAGE, payload: { order: '4711' }, expiresInSeconds: 60 });
  api.accessToken.setCustomClaim('before', 1).redirect.sendUserTo('https://consent.example.com/ask?lang=de', { query: { session_token: token } });`;

describe('a redirect', () => {
  test('suspends the transaction with a signed token, and the state to come back with', async () => {
    const { outcome, redirect, token, calls } = await instanceOf(CONSENT).execute(CODE);
    const sent = new URL(redirect?.url ?? '');
    expect([outcome, sent.origin, [...sent.searchParams.keys()], redirect?.state]).toEqual([
      'suspended',
      'https://consent.example.com',
      ['lang', 'session_token', 'state'],
      'st-1',
    ]);
    expect(redirect?.query).toEqual({ lang: 'de', session_token: sent.searchParams.get('session_token') });
    expect(verifyToken(sent.searchParams.get('session_token') ?? '', SECRET, NOW / 1000)).toEqual({
      ok: true,
      claims: { iat: NOW / 1000, iss: HOST, sub: USER, exp: NOW / 1000 + 60, ip: '203.0.113.24', order: '4711' },
    });
    expect(token?.accessToken.customClaims).toEqual({ before: 1 });
    expect(calls.map(({ call }) => call)).toEqual([
      'redirect.encodeToken',
      'accessToken.setCustomClaim',
      'redirect.sendUserTo',
    ]);
    expect(calls[0]?.args).toEqual([{ secret: '[secret]', payload: { order: '4711' }, expiresInSeconds: 60 }]);
  });

  test('by default has a token of 15 minutes, in which the payload has the last word', async () => {
    const report = await once(
      `api.redirect.sendUserTo('https://x.example.com', { query: { t: api.redirect.encodeToken({ secret: 's', payload: { sub: 'other' } }) } })`,
    );
    expect(verifyToken(new URL(report.redirect?.url ?? '').searchParams.get('t') ?? '', 's', NOW / 1000)).toMatchObject(
      {
        ok: true,
        claims: { sub: 'other', exp: NOW / 1000 + 900 },
      },
    );
  });

  test('goes where it was last sent', async () => {
    const { redirect } = await once(
      `api.redirect.sendUserTo('https://a.example.com').redirect.sendUserTo('https://b.example.com')`,
    );
    expect(redirect?.url).toBe('https://b.example.com/?state=st-1');
  });

  test.each([
    [`api.redirect.sendUserTo('/ask')`, 'Invalid URL'],
    [`api.redirect.encodeToken({ payload: {} })`, 'encodeToken: secret must be a string'],
    [`api.redirect.encodeToken({ payload: {}, secret: '' })`, 'encodeToken: secret must have at least 1 character'],
    [
      `api.redirect.encodeToken({ payload: {}, secret: 's', expiresInSeconds: '60' })`,
      'encodeToken: expiresInSeconds must be a number',
    ],
    [`api.redirect.validateToken({ secret: 's' })`, `neither the body nor the query has the parameter 'session_token'`],
  ])('%s throws', async (body, threw) => {
    expect((await once(body)).calls.at(-1)?.threw).toBe(threw);
  });

  test.each([
    ['code', true],
    ['device', true],
    ['samlp', true],
    ['token-exchange', true],
    ['silent', false],
    ['refresh', false],
    ['password', false],
  ] as const)('%s: canRedirect says %s', async (name, can) => {
    const { console } = await once(`console.log(api.redirect.canRedirect())`, sampleEvent('post-login', name));
    expect(console.full).toBe(`${can}\n`);
  });

  test.each(['silent', 'refresh', 'password', 'token-exchange', 'on-behalf-of', 'ciba'] as const)(
    'is none where nobody can be sent anywhere: %s',
    async (name) => {
      const report = await once(`api.redirect.sendUserTo('https://x.example.com')`, sampleEvent('post-login', name));
      expect(report).toMatchObject({ outcome: 'error', error: 'interaction_required' });
      expect(report).not.toHaveProperty('redirect');
    },
  );

  test('after a denial is none: the denial counts', async () => {
    expect(await once(`api.redirect.sendUserTo('https://x.example.com').access.deny('no')`)).toMatchObject({
      outcome: 'deny',
    });
  });
});

describe('coming back', () => {
  const RESUME = `
    const claims = api.redirect.validateToken({ secret: event.secrets.PAGE });
    api.authentication.recordMethod('https://consent.example.com').accessToken.setCustomClaim('after', claims.answer);
    console.log(event.request.method, event.request.ip, event.request.query.state ?? event.request.body.state);`;
  const answer = (claims: JsonObject = {}, secret = SECRET): string =>
    signToken({ sub: USER, state: 'st-1', exp: NOW / 1000 + 60, answer: 'yes', ...claims }, secret);

  test('runs the other handler of the same Action, with a request of its own and what was asked before', async () => {
    const instance = instanceOf(CONSENT, RESUME);
    await instance.execute(CODE);
    const report = await instance.resume({
      body: { session_token: answer(), state: 'st-1' },
      request: { ip: '203.0.113.99' },
    });
    expect(report).toMatchObject({
      entrypoint: 'onContinuePostLogin',
      outcome: 'permit',
      token: { accessToken: { customClaims: { before: 1, after: 'yes' } } },
      session: { recordedMethods: ['https://consent.example.com'] },
      console: { full: 'POST 203.0.113.99 st-1\n' },
    });
    expect(report.calls[0]).toEqual({ call: 'redirect.validateToken', args: [{ secret: '[secret]' }] });
    expect(report).not.toHaveProperty('redirect');
  });

  test('by the query, with the state it was sent with', async () => {
    const instance = instanceOf(CONSENT, RESUME);
    await instance.execute(CODE);
    expect(await instance.resume({ query: { session_token: answer() } })).toMatchObject({
      outcome: 'permit',
      console: { full: 'GET 203.0.113.24 st-1\n' },
    });
  });

  test.each([
    ['signed with another secret', answer({}, 'other'), 'its signature does not verify'],
    ['expired', answer({ exp: NOW / 1000 }), 'it has expired'],
    ['without expiry', answer({ exp: null }), 'it has expired'],
    ['of another state', answer({ state: 'st-2' }), 'it is of another state'],
    ['without a state', answer({ state: null }), 'it is of another state'],
    ['of another user', answer({ sub: 'auth0|other' }), 'it is of another user'],
    ['not a token', 'x.y', 'it is not a JWT of HS256'],
    [
      'unsigned',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${answer().split('.')[1]}.`,
      'it is not a JWT of HS256',
    ],
    ['with one part more', `${answer()}.x`, 'it is not a JWT of HS256'],
  ])('with a token %s fails, unless the Action catches it', async (_title, session_token, reason) => {
    const instance = instanceOf(CONSENT, RESUME);
    await instance.execute(CODE);
    expect(await instance.resume({ body: { session_token } })).toMatchObject({
      outcome: 'error',
      error: 'access_denied',
      errorDescription: `the session token is invalid: ${reason}`,
    });
  });

  test('with the state of another transaction is refused without asking the Action', async () => {
    const instance = instanceOf(CONSENT, RESUME);
    await instance.execute(CODE);
    expect(await instance.resume({ query: { state: 'st-2', session_token: answer() } })).toMatchObject({
      outcome: 'error',
      error: 'invalid_request',
      calls: [],
    });
  });

  test('is possible once, and only where something was suspended', async () => {
    const instance = instanceOf(CONSENT, RESUME);
    await expect(instance.resume({})).rejects.toThrow('no transaction is suspended');
    await instance.execute(CODE);
    await instance.resume({ body: { session_token: answer() } });
    await expect(instance.resume({})).rejects.toThrow('no transaction is suspended');
  });

  test('to an Action without the handler fails', async () => {
    const instance = createActionInstance({
      code: `exports.onExecutePostLogin = async (event, api) => { ${CONSENT} };`,
      trigger: 'post-login',
    });
    await instance.execute(CODE);
    expect(await instance.resume({})).toMatchObject({
      outcome: 'error',
      errorDescription: expect.stringContaining('"onContinuePostLogin"') as string,
    });
  });

  test('has a budget of its own: 20 seconds before, and 20 seconds after', async () => {
    jest.useFakeTimers();
    try {
      const wait = (ms: number): string => `await new Promise((done) => setTimeout(done, ${ms}));`;
      const instance = instanceOf(`${wait(19_999)} ${CONSENT}`, wait(19_999));
      const before = instance.execute(CODE);
      await jest.advanceTimersByTimeAsync(19_999);
      expect(await before).toMatchObject({ outcome: 'suspended' });
      const after = instance.resume({});
      await jest.advanceTimersByTimeAsync(19_999);
      expect(await after).toMatchObject({ outcome: 'permit' });
      const late = instanceOf(wait(20_001)).execute(CODE);
      await jest.advanceTimersByTimeAsync(20_000);
      expect(await late).toMatchObject({
        outcome: 'error',
        errorDescription: 'the execution took more than 20000 ms',
      });
    } finally {
      jest.useRealTimers();
    }
  });

  test('finds the metadata and the target scopes as they were left, and the event as the tenant sent it', async () => {
    const instance = instanceOf(
      `api.transaction.setMetadata('case', 'c-1'); api.transaction.setTargetScopes(['openid']); event.user.email = 'changed'; ${CONSENT}`,
      `console.log(JSON.stringify([event.transaction.metadata, event.transaction.target_scopes, event.user.email]));`,
    );
    await instance.execute(CODE);
    const { console } = await instance.resume({});
    expect(JSON.parse(console.full)).toEqual([{ case: 'c-1' }, ['openid'], 'mara@example.com']);
  });

  test.each([
    [
      'onExecutePostLogin',
      `api.authentication.recordMethod('https://x.example.com')`,
      'recordMethod is for onContinuePostLogin only',
    ],
    ['onContinuePostLogin', `api.authentication.recordMethod('push')`, 'the method must be an http or https URL'],
  ] as const)('in %s %s throws', async (entrypoint, body, threw) => {
    const report = await instanceOf(body, body).execute(CODE, { entrypoint });
    expect(report.calls[0]?.threw).toBe(threw);
  });
});

describe('a form', () => {
  test('suspends the transaction, and comes back with its fields', async () => {
    const instance = instanceOf(
      `api.prompt.render('ap_terms', { fields: { accepted: '' }, vars: { version: '2' } });`,
      `console.log(JSON.stringify(event.prompt));`,
    );
    expect(await instance.execute(CODE)).toMatchObject({
      outcome: 'suspended',
      prompt: { id: 'ap_terms', fields: { accepted: '' }, vars: { version: '2' } },
    });
    const { outcome, console } = await instance.resume({ fields: { accepted: 'yes' } });
    expect([outcome, JSON.parse(console.full)]).toEqual([
      'permit',
      { id: 'ap_terms', fields: { accepted: 'yes' }, vars: { version: '2' } },
    ]);
  });

  test.each([
    [
      `api.prompt.render('a'); api.redirect.sendUserTo('https://x.example.com');`,
      'one Action cannot both redirect and render a form',
    ],
    [
      `api.redirect.sendUserTo('https://x.example.com'); api.prompt.render('a');`,
      'one Action cannot both redirect and render a form',
    ],
    [`api.prompt.render('a'); api.prompt.render('b');`, 'one Action cannot render two forms'],
  ])('%s ends the transaction, and nothing is thrown that could be caught', async (body, errorDescription) => {
    const report = await once(body);
    expect(report).toMatchObject({ outcome: 'error', error: 'access_denied', errorDescription });
    expect(report.calls.some(({ threw }) => threw !== undefined)).toBe(false);
  });

  const many = `Object.fromEntries(Array.from({ length: 25 }, (_, i) => ['f' + i, 1]))`;
  test.each([
    [`('a'.repeat(49))`, 'render: promptId must have at most 48 characters'],
    [`(7)`, 'render: promptId must be a string'],
    [`('a', { field: {} })`, 'render: options must not have the member field'],
    [`('a', 7)`, 'render: options must be an object'],
    [`('a', { fields: [] })`, 'render: fields must be an object'],
    [`('a', { fields: ${many} })`, 'render: at most 24 fields'],
    [`('a', { vars: ${many} })`, 'render: at most 24 vars'],
    [`('a', { fields: { '1st': 1 } })`, 'render: a field cannot have the name 1st'],
    [`('a', { vars: { text: 'x'.repeat(24576) } })`, 'render: the options must have at most 24576 bytes'],
  ])('render%s throws', async (args, threw) => {
    expect((await once(`api.prompt.render${args}`)).calls[0]?.threw).toBe(threw);
  });
});
