// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { createActionInstance, sampleEvent, type ActionInstanceOptions, type ActionReport } from './index.ts';

type Options = Partial<ActionInstanceOptions> & { readonly event?: JsonObject };

function execute(
  body: string,
  { event = sampleEvent('post-login', 'refresh'), ...options }: Options = {},
): Promise<ActionReport> {
  const code = `exports.onExecutePostLogin = async (event, api) => { ${body} };`;
  return createActionInstance({ code, trigger: 'post-login', ...options }).execute(event);
}

const threwOf = async (body: string, options: Options = {}): Promise<string | undefined> =>
  (await execute(body, options)).calls.at(-1)?.threw;

const CODE = sampleEvent('post-login', 'code');

describe.each(['refreshToken', 'session'] as const)('metadata of api.%s', (owner) => {
  test.each([
    [`setMetadata(7, 'v')`, 'the key of metadata must be a string'],
    [`setMetadata('k', 7)`, 'a value of metadata must be a string'],
    [`setMetadata('k')`, 'a value of metadata must be a string'],
    [`setMetadata('k'.repeat(256), 'v')`, 'a key of metadata must have at most 255 characters'],
    [`setMetadata('a b', 'v')`, 'a key of metadata is made of letters, digits, underscores and hyphens'],
    [`setMetadata('', 'v')`, 'a key of metadata is made of letters, digits, underscores and hyphens'],
    [`setMetadata('k', 'v'.repeat(256))`, 'a value of metadata must have at most 255 characters'],
    [`setMetadata('k', '\\0')`, 'a value of metadata must not contain a null character'],
    [`setExpiresAt(0)`, 'an expiry must be given'],
    [`setExpiresAt('2026-12-01')`, 'the expiry must be a number'],
    [`setIdleExpiresAt()`, 'an expiry must be given'],
    [`setIdleExpiresAt(Infinity)`, 'the expiry must be a number'],
    [`revoke(7)`, 'revoke: reason must be a string'],
  ])('%s throws', async (call, threw) => {
    const event = owner === 'session' ? CODE : undefined;
    expect(await threwOf(`api.${owner}.${call}`, event ? { event } : {})).toBe(threw);
  });

  test('has 25 entries at most, those it had before among them', async () => {
    const { calls } = await execute(`for (let i = 0; i < 30; i++) api.${owner}.setMetadata('k' + i, 'v');`, {
      event: CODE,
    });
    const fitting = owner === 'session' ? 24 : 25;
    expect([calls.length, calls.at(-1)?.threw]).toEqual([fitting + 1, 'metadata must have at most 25 entries']);
  });
});

describe('the refresh token', () => {
  test('has the metadata it had, changed entry by entry, in the event, too', async () => {
    const { token, console } = await execute(`
      api.refreshToken.setMetadata('decision', 'd-1'); api.refreshToken.setMetadata('granted', null); api.refreshToken.setMetadata('none', null);
      api.refreshToken.deleteMetadata('gone'); console.log(JSON.stringify(event.refresh_token.metadata));`);
    expect([token?.refreshToken.metadata, console.full]).toEqual([{ decision: 'd-1' }, '{"decision":"d-1"}\n']);
  });

  test('is not made up in the event of a login, and yet takes metadata for the one to come', async () => {
    const body = `api.refreshToken.setMetadata('decision', 'd-1'); console.log(typeof event.refresh_token);`;
    const { token, console } = await execute(body, { event: CODE });
    expect([token?.refreshToken, console.full]).toEqual([
      { isIssued: true, metadata: { decision: 'd-1' } },
      'undefined\n',
    ]);
  });

  test('loses all metadata at once', async () => {
    expect((await execute(`api.refreshToken.evictMetadata();`)).token?.refreshToken.metadata).toEqual({});
  });

  test('expires at the earliest of the times that were set', async () => {
    const body = `[5, 3, 4].forEach((t) => { api.refreshToken.setExpiresAt(t); api.refreshToken.setIdleExpiresAt(t - 1) });`;
    expect((await execute(body)).token?.refreshToken).toEqual({
      isIssued: true,
      expiresAt: 3,
      idleExpiresAt: 2,
      metadata: { granted: '2026-11-13' },
    });
  });

  test('revoked is a denial, with 403', async () => {
    expect(await execute(`api.refreshToken.revoke('left the company')`)).toMatchObject({
      outcome: 'deny',
      error: 'access_denied',
      errorDescription: 'left the company',
      httpStatus: 403,
      isRefreshTokenRevoked: true,
    });
    expect(await threwOf(`api.refreshToken.revoke('x'.repeat(1025))`)).toBe(
      'revoke: reason must have at most 1024 characters',
    );
  });

  test('is revoked in its own exchange only', async () => {
    expect(await threwOf(`api.refreshToken.revoke('x')`, { event: CODE })).toBe('there is no refresh token to revoke');
  });

  test.each([
    'setExpiresAt(5)',
    'setIdleExpiresAt(5)',
    `setMetadata('k', 'v')`,
    `deleteMetadata('k')`,
    'evictMetadata()',
  ])('of an online session refuses %s', async (call) => {
    const event = sampleEvent('post-login', 'refresh', { refresh_token: { access: 'online' } });
    expect(await threwOf(`api.refreshToken.${call}`, { event })).toBe(
      `refreshToken.${call.split('(')[0]} cannot be called on an online refresh token`,
    );
  });
});

describe('the session', () => {
  test('takes metadata, expiries and a cookie mode, which show in the event', async () => {
    const body = `
      api.session.setMetadata('a', 'b'); api.session.deleteMetadata('risk'); api.session.setExpiresAt(9); api.session.setExpiresAt(12);
      api.session.setCookieMode('non-persistent'); console.log(JSON.stringify([event.session.metadata, event.session.cookie]));`;
    const { session, console } = await execute(body, { event: CODE });
    expect(session).toEqual({ expiresAt: 9, cookieMode: 'non-persistent', metadata: { a: 'b' }, recordedMethods: [] });
    expect(JSON.parse(console.full)).toEqual([{ a: 'b' }, { mode: 'non-persistent' }]);
  });

  test('that is not there takes no metadata, and nothing else changes', async () => {
    const event = sampleEvent('post-login', 'password');
    expect(await threwOf(`api.session.setMetadata('k', 'v')`, { event })).toBe(
      'there is no session to set metadata of',
    );
    expect(await execute(`api.session.evictMetadata(); api.session.deleteMetadata('k');`, { event })).toMatchObject({
      outcome: 'permit',
      session: { metadata: {}, recordedMethods: [] },
    });
  });

  test.each([
    [`setCookieMode('forever')`, 'the cookie mode must be one of persistent, non-persistent'],
    [`setCookieMode()`, 'the cookie mode must be one of persistent, non-persistent'],
    [`revoke('x', { keep: true })`, 'revoke: options must not have the member keep'],
    [`revoke('x', { preserveRefreshTokens: 1 })`, 'preserveRefreshTokens must be a boolean'],
    [`revoke('x', 7)`, 'revoke: options must be an object'],
  ])('%s throws', async (call, threw) => {
    expect(await threwOf(`api.session.${call}`, { event: CODE })).toBe(threw);
  });

  test('revoked is a denial; refresh tokens go with it unless they are kept', async () => {
    for (const [options, preserveRefreshTokens] of [
      ['', false],
      [', { preserveRefreshTokens: true }', true],
    ] as const) {
      expect(await execute(`api.session.revoke('bad'${options})`, { event: CODE })).toMatchObject({
        outcome: 'deny',
        error: 'access_denied',
        errorDescription: 'bad',
        session: { revoked: { preserveRefreshTokens } },
      });
    }
  });
});

describe('metadata of the transaction', () => {
  test('is text, number or boolean, visible at once, and gone with null', async () => {
    const body = `
      api.transaction.setMetadata('a', 'x'); api.transaction.setMetadata('b', 7); api.transaction.setMetadata('c', false);
      api.transaction.setMetadata('a', null); console.log(JSON.stringify(event.transaction.metadata));`;
    const { metadata, console } = await execute(body);
    expect([metadata, JSON.parse(console.full)]).toEqual([
      { b: 7, c: false },
      { b: 7, c: false },
    ]);
  });

  test('continues what earlier Actions set, and makes a transaction where the event has none', async () => {
    const everything = sampleEvent('post-login', 'everything');
    expect((await execute(`api.transaction.setMetadata('d', 1)`, { event: everything })).metadata).toEqual({
      case: 'c-19',
      attempt: 1,
      checked: true,
      d: 1,
    });
    expect(
      (await execute(`api.transaction.setMetadata('d', 1)`, { event: sampleEvent('post-login', 'minimal') })).metadata,
    ).toEqual({ d: 1 });
  });

  test.each([
    [`(7, 'v')`, 'the key of transaction metadata must be a string'],
    [`('', 'v')`, 'the key of transaction metadata must have at least 1 character'],
    [`('k'.repeat(65), 'v')`, 'the key of transaction metadata must have at most 64 characters'],
    [`('k', 'v'.repeat(8193))`, 'a value of transaction metadata must have at most 8192 bytes'],
    [`('k', 2 ** 53)`, 'a value of transaction metadata must be a string, a safe integer or a boolean'],
    [`('k', 0.5)`, 'a value of transaction metadata must be a string, a safe integer or a boolean'],
    [`('k', {})`, 'a value of transaction metadata must be a string, a safe integer or a boolean'],
    [`('k')`, 'a value of transaction metadata must be a string, a safe integer or a boolean'],
  ])('setMetadata%s throws', async (args, threw) => {
    expect(await threwOf(`api.transaction.setMetadata${args}`)).toBe(threw);
  });

  test('has 16 kB in all, and stays as it was when that is too little', async () => {
    const body = `for (const k of ['a', 'b', 'c']) try { api.transaction.setMetadata(k, 'v'.repeat(8191)); } catch {}`;
    const { metadata, calls } = await execute(body);
    expect([Object.keys(metadata), calls[2]?.threw]).toEqual([
      ['a', 'b'],
      'transaction metadata must have at most 16384 bytes in all',
    ]);
  });
});

describe('metadata of a user', () => {
  test('is written even where the login is denied', async () => {
    const body = `api.user.setAppMetadata('tier', { level: 2 }).user.setUserMetadata('theme', null).access.deny('no');`;
    expect(await execute(body, { event: CODE })).toMatchObject({
      outcome: 'deny',
      user: { appMetadata: { tier: { level: 2 } }, userMetadata: { theme: null } },
    });
  });

  test.each([
    ['setAppMetadata', 'app_metadata', 'text'],
    ['setUserMetadata', 'user_metadata', null],
  ])('%s throws where the user has something else in its place', async (method, member, value) => {
    const event = { ...CODE, user: { user_id: 'auth0|1', [member]: value } };
    expect(await threwOf(`api.user.${method}('k', 1)`, { event })).toBe(`the ${member} of the user is not an object`);
  });

  test('of more than 32 kB fails the transaction, or throws', async () => {
    const body = `try { api.user.setUserMetadata('a', 'x'.repeat(32761)); } catch { api.access.deny('caught'); }`;
    expect(await execute(body)).toMatchObject({
      outcome: 'error',
      errorDescription: 'the metadata of a user must have at most 32768 bytes',
    });
    expect(await execute(body, { oversized: 'throws' })).toMatchObject({ outcome: 'deny', errorDescription: 'caught' });
    expect(await execute(body.replace('32761', '32760'))).toMatchObject({ outcome: 'permit' });
  });
});
