// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import {
  createActionInstance,
  LIMITS,
  sampleEvent,
  type ActionInstanceOptions,
  type ActionReport,
  type TokenView,
} from './index.ts';
import { RESTRICTED_CLAIMS } from './issued-claims.ts';

type Options = Partial<ActionInstanceOptions> & { readonly event?: JsonObject };

function execute(body: string, { event = sampleEvent('post-login'), ...options }: Options = {}): Promise<ActionReport> {
  const code = `exports.onExecutePostLogin = async (event, api) => { ${body} };`;
  return createActionInstance({ code, trigger: 'post-login', ...options }).execute(event);
}

const scopesOf = async (body: string, options: Options = {}): Promise<readonly string[] | undefined> =>
  (await execute(body, options)).token?.accessToken.scopes;

const CODE = sampleEvent('post-login', 'code');
const ASKED = ['openid', 'profile', 'email', 'offline_access', 'read:orders', 'write:orders'];

describe('scopes of an access token', () => {
  test.each([
    [`api.accessToken.addScope(7)`, 'the scope must be a string'],
    [`api.accessToken.addScope(' ')`, 'the scope must not be empty'],
    [`api.accessToken.addScope('a'.repeat(281))`, 'the scope must have at most 280 characters'],
    [`api.accessToken.addScope('a b')`, 'the scope must not contain white space'],
    [`api.accessToken.removeScope(null)`, 'the scope must be a string'],
    [`api.accessToken.removeScope('a\\nb')`, 'the scope must not contain white space'],
    [`api.transaction.addTargetScope('')`, 'the scope must not be empty'],
    [`api.transaction.removeTargetScope({})`, 'the scope must be a string'],
    [`api.transaction.setTargetScopes('read:orders')`, 'the scopes must be an array'],
    [`api.transaction.setTargetScopes(['ok', 7])`, 'the scope must be a string'],
    [
      `api.transaction.setTargetScopes(Array.from({ length: 1001 }, (_, i) => 's' + i))`,
      'there must be at most 1000 scopes',
    ],
  ])('%s throws', async (body, threw) => {
    const { calls, outcome, errorDescription } = await execute(body);
    expect([calls.at(-1)?.threw, outcome, errorDescription]).toEqual([threw, 'error', threw]);
  });

  test('are trimmed, and may have 280 characters', async () => {
    const long = 'a'.repeat(280);
    expect(await scopesOf(`api.accessToken.addScope('  x '); api.accessToken.addScope('${long}')`)).toEqual([
      ...ASKED,
      'x',
      long,
    ]);
  });

  test('of 1001 added ones the last throws', async () => {
    const { calls } = await execute(`for (let i = 0; i <= 1000; i++) api.accessToken.addScope('s' + i);`);
    expect(calls.filter(({ threw }) => threw !== undefined)).toEqual([
      { call: 'accessToken.addScope', args: ['s1000'], threw: 'there must be at most 1000 scopes' },
    ]);
  });

  test('added and removed on the token itself pass every policy by; of the same scope the last counts', async () => {
    const body = `
      api.accessToken.addScope('delete:orders'); api.accessToken.removeScope('write:orders');
      api.accessToken.addScope('a'); api.accessToken.removeScope('a'); api.accessToken.removeScope('b'); api.accessToken.addScope('b');`;
    expect(await scopesOf(body, { authorizedScopes: ['read:orders', 'write:orders'] })).toEqual([
      'read:orders',
      'delete:orders',
      'b',
    ]);
  });

  test('asked for as target scopes are those the tenant authorises; the others are left out without a word', async () => {
    const body = `api.transaction.setTargetScopes(['read:orders', 'read:orders ', 'openid']); api.transaction.addTargetScope('delete:orders');`;
    const { token, dropped } = await execute(body, { authorizedScopes: ['openid', 'read:orders', 'write:orders'] });
    expect([token?.accessToken.scopes, dropped]).toEqual([
      ['read:orders', 'openid'],
      [{ from: 'scope', name: 'delete:orders', reason: 'unauthorized' }],
    ]);
  });

  test('as target scopes show in the event at once; what was asked for does not change', async () => {
    const { console } = await execute(`
      const show = () => console.log(JSON.stringify([event.transaction.target_scopes, event.transaction.requested_scopes.length]));
      show(); api.transaction.removeTargetScope('email'); show(); api.transaction.clearTargetScopes(); show();`);
    expect(
      console.full
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      [ASKED, 6],
      [ASKED.filter((scope) => scope !== 'email'), 6],
      [[], 6],
    ]);
  });

  test('without openid and offline_access there is no ID token and no refresh token', async () => {
    const body = `api.transaction.removeTargetScope('openid'); api.accessToken.removeScope('offline_access'); api.idToken.setCustomClaim('a', 1);`;
    const { token, dropped } = await execute(body);
    expect([token?.idToken, token?.refreshToken.isIssued, dropped]).toEqual([
      { isIssued: false, customClaims: {} },
      false,
      [{ from: 'idToken', name: 'a', reason: 'not_issued' }],
    ]);
  });
});

describe('custom claims', () => {
  const claims = async (
    body: string,
    event: JsonObject = CODE,
  ): Promise<Pick<ActionReport, 'dropped'> & Partial<Pick<TokenView, 'accessToken'>>> => {
    const { token, dropped } = await execute(body, { event });
    return { dropped, ...(token ? { accessToken: { scopes: [], customClaims: token.accessToken.customClaims } } : {}) };
  };
  const only = (customClaims: JsonObject): Pick<TokenView, 'accessToken'> => ({
    accessToken: { scopes: [], customClaims },
  });

  test('the claim scope throws, in either token', async () => {
    for (const token of ['accessToken', 'idToken']) {
      const { calls } = await execute(`api.${token}.setCustomClaim('scope', 'all')`);
      expect(calls).toEqual([
        { call: `${token}.setCustomClaim`, args: ['scope', 'all'], threw: 'The "scope" claim cannot be set.' },
      ]);
    }
  });

  test.each(RESTRICTED_CLAIMS.filter((name) => name !== 'scope'))(
    'the restricted claim %s is left out without a word',
    async (name) => {
      expect(
        await claims(`api.accessToken.setCustomClaim('${name}', 1).accessToken.setCustomClaim('tier', 'gold')`),
      ).toEqual({
        ...only({ tier: 'gold' }),
        dropped: [{ from: 'accessToken', name, reason: 'restricted' }],
      });
    },
  );

  test.each([
    'https://auth0.com/roles',
    'http://example.auth0.com/roles',
    'https://webtask.io/x',
    'https://a.webtask.run/x',
    'urn:auth0:roles',
  ])('the namespace of %s is the platform’s own', async (name) => {
    expect(await claims(`api.accessToken.setCustomClaim('${name}', 1)`)).toEqual({
      ...only({}),
      dropped: [{ from: 'accessToken', name, reason: 'namespace' }],
    });
  });

  test.each([
    'https://example.com/roles',
    'https://notauth0.com/roles',
    'urn:example:roles',
    'https://example.com/auth0.com',
  ])('the claim %s is issued', async (name) => {
    expect(await claims(`api.accessToken.setCustomClaim('${name}', ['a'])`)).toEqual({
      ...only({ [name]: ['a'] }),
      dropped: [],
    });
  });

  test('for an API of the platform need a namespace', async () => {
    const event = sampleEvent('post-login', 'code', {
      resource_server: { identifier: 'https://example-orders.eu.auth0.com/api/v2/' },
    });
    const body = `api.accessToken.setCustomClaim('tier', 1); api.accessToken.setCustomClaim('https://example.com/tier', 2);`;
    expect(await claims(body, event)).toEqual({
      ...only({ 'https://example.com/tier': 2 }),
      dropped: [{ from: 'accessToken', name: 'tier', reason: 'auth0_api' }],
    });
  });

  test('of an access token without an audience go nowhere, nor do those of a login by assertion', async () => {
    const reason = async (event: JsonObject): Promise<unknown> =>
      (await claims(`api.accessToken.setCustomClaim('tier', 1)`, event)).dropped.map((dropped) => dropped.reason);
    expect(await reason(sampleEvent('post-login', 'code', { resource_server: null }))).toEqual(['opaque_token']);
    expect(await reason(sampleEvent('post-login', 'samlp'))).toEqual(['not_issued']);
  });

  test('are JSON: what is none of it is not set, what cannot be is thrown', async () => {
    expect(
      await claims(
        `api.accessToken.setCustomClaim('a', undefined).accessToken.setCustomClaim('b', { c() {}, d: null, e: NaN })`,
      ),
    ).toEqual({
      ...only({ b: { d: null, e: null } }),
      dropped: [],
    });
    const { calls } = await execute(`api.accessToken.setCustomClaim('a', 1n)`);
    expect(calls).toEqual([
      { call: 'accessToken.setCustomClaim', args: ['a', '[bigint]'], threw: 'Do not know how to serialize a BigInt' },
    ]);
  });

  describe('of more than 100 kB', () => {
    const size = LIMITS.customClaims - '{"a":""}'.length;
    const body = (bytes: number): string =>
      `try { api.idToken.setCustomClaim('a', 'x'.repeat(${bytes})) } catch { api.access.deny('too much') }`;

    test('fail the transaction when the Action is over', async () => {
      expect(await execute(body(size))).toMatchObject({ outcome: 'permit' });
      expect(await execute(body(size + 1))).toMatchObject({
        outcome: 'error',
        error: 'access_denied',
        errorDescription: 'the custom claims must have at most 100000 bytes',
      });
    });

    test('or throw, in a tenant that does', async () => {
      expect(await execute(body(size), { oversized: 'throws' })).toMatchObject({ outcome: 'permit' });
      expect(await execute(body(size + 1), { oversized: 'throws' })).toMatchObject({
        outcome: 'deny',
        errorDescription: 'too much',
      });
    });
  });
});

describe('client credentials', () => {
  const execution = (body: string, options: Options = {}): Promise<ActionReport> =>
    createActionInstance({
      code: `exports.onExecuteCredentialsExchange = async (event, api) => { ${body} };`,
      trigger: 'credentials-exchange',
      ...options,
    }).execute(options.event ?? sampleEvent('credentials-exchange'));

  test('start from what the grant of the client allows', async () => {
    const event = sampleEvent('credentials-exchange', 'minimal');
    const { token, console } = await execution(`console.log(event.transaction.target_scopes.join())`, { event });
    expect([token?.accessToken.scopes, console.full]).toEqual([['read:orders'], 'read:orders\n']);
  });

  test('can lose a scope, and gain one that is authorised', async () => {
    const body = `api.transaction.removeTargetScope('write:orders'); api.transaction.addTargetScope('read:stock'); api.transaction.addTargetScope('all');`;
    const { token, dropped } = await execution(body, {
      authorizedScopes: ['read:orders', 'write:orders', 'read:stock'],
    });
    expect([token?.accessToken.scopes, dropped]).toEqual([
      ['read:orders', 'read:stock'],
      [{ from: 'scope', name: 'all', reason: 'unauthorized' }],
    ]);
  });

  test('have no way past the policy, no ID token, no user', async () => {
    const { console } = await execution(
      `console.log(Object.keys(api).join(), typeof api.accessToken.addScope, typeof api.accessToken.removeScope)`,
    );
    expect(console.full).toBe('access,accessToken,cache,transaction undefined undefined\n');
  });

  test('leave the claim scope out like the others that are restricted', async () => {
    const { token, dropped } = await execution(
      `api.accessToken.setCustomClaim('scope', 'all').accessToken.setCustomClaim('https://example.com/tier', 1)`,
    );
    expect([token?.accessToken.customClaims, dropped]).toEqual([
      { 'https://example.com/tier': 1 },
      [{ from: 'accessToken', name: 'scope', reason: 'restricted' }],
    ]);
  });

  test.each([
    ['invalid_scope', 400],
    ['invalid_request', 400],
    ['server_error', 500],
  ])('are denied with %s', async (code, httpStatus) => {
    expect(await execution(`api.access.deny('${code}', 'not at night').access.deny('${code}')`)).toMatchObject({
      outcome: 'deny',
      error: code,
      httpStatus,
    });
  });

  test('are not denied with a code of one’s own: the exchange fails', async () => {
    expect(await execution(`api.access.deny('not_today', 'x')`)).toMatchObject({
      outcome: 'error',
      error: 'server_error',
      httpStatus: 500,
    });
  });
});
