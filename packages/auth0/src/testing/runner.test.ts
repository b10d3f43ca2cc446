// SPDX-License-Identifier: Apache-2.0
import { createActionInstance, LIMITS, type ActionInstanceOptions, type ActionReport } from './index.ts';

const EVENT = { transaction: { protocol: 'oauth2-refresh-token', requested_scopes: [] }, user: { user_id: 'auth0|1' } };

const execute = (code: string, options: Partial<ActionInstanceOptions> = {}): Promise<ActionReport> =>
  createActionInstance({ code, trigger: 'post-login', ...options }).execute(EVENT);

const handler = (body: string): string => `exports.onExecutePostLogin = async (event, api) => { ${body} };`;

describe('what a built file must be', () => {
  test('an Action that asks for nothing is permitted', async () => {
    expect(await execute(handler(''))).toEqual({
      trigger: 'post-login',
      entrypoint: 'onExecutePostLogin',
      outcome: 'permit',
      token: {
        accessToken: { scopes: [], customClaims: {} },
        idToken: { isIssued: false, customClaims: {} },
        refreshToken: { isIssued: false, metadata: {} },
      },
      dropped: [],
      user: { appMetadata: {}, userMetadata: {} },
      session: { metadata: {}, recordedMethods: [] },
      metadata: {},
      isRefreshTokenRevoked: false,
      calls: [],
      console: { full: '', persisted: '' },
      cacheStats: { entries: 0, bytes: 0 },
      durationMs: expect.any(Number) as number,
    });
  });

  test('the getters a bundler exports through will do', async () => {
    const bundled = `
      var t = {}; Object.defineProperty(t, 'onExecutePostLogin', { get: () => run, enumerable: true });
      module.exports = Object.assign(Object.create(t), {});
      var run = async () => {};`;
    expect(await execute(bundled)).toMatchObject({ outcome: 'permit' });
  });

  test('a bound async function is still one', async () => {
    const bound = `exports.onExecutePostLogin = (async function () { console.log(this.word); }).bind({ word: 'bound' });`;
    expect(await execute(bound)).toMatchObject({ outcome: 'permit', console: { full: 'bound\n' } });
  });

  const SIGNATURE =
    'Invalid function signature for the "onExecutePostLogin" handler. Use "exports.onExecutePostLogin = async function(event, api) { }" as the signature.';

  test.each([
    ['a handler that is not async', 'exports.onExecutePostLogin = (event, api) => {};', SIGNATURE],
    ['a plain function that returns a promise', 'exports.onExecutePostLogin = () => Promise.resolve();', SIGNATURE],
    ['exports without a handler', 'exports.x = 1', SIGNATURE],
    ['a handler that is a generator', 'exports.onExecutePostLogin = async function* () {};', SIGNATURE],
    ['a handler of another trigger', 'exports.onExecuteCredentialsExchange = async () => {};', SIGNATURE],
    ['exports that are no object', 'module.exports = async () => {};', 'The Action must export an object.'],
    ['exports that are null', 'module.exports = null;', 'The Action must export an object.'],
    ['an ES module that exports', 'export const onExecutePostLogin = async () => {};', "Unexpected token 'export'"],
    ['an ES module that imports', "import x from 'node:fs';", 'Cannot use import statement outside a module'],
    [
      'await at the top level',
      'await 1;',
      'await is only valid in async functions and the top level bodies of modules',
    ],
  ])('refuses %s', async (_title, code, errorDescription) => {
    expect(await execute(code)).toMatchObject({ outcome: 'error', error: 'access_denied', errorDescription });
  });

  test('refuses a text of more than 100 kB, and takes one of 100 kB', () => {
    const padded = (bytes: number): string => handler('').padEnd(bytes, ' ');
    const load = (code: string) => () => createActionInstance({ code, trigger: 'post-login' });
    expect(load(padded(LIMITS.code))).not.toThrow();
    expect(load(padded(LIMITS.code + 1))).toThrow('the Action has 100001 bytes, the limit is 100000');
  });
});

describe('the module of an Action', () => {
  test('is initialised when first executed, once, and keeps what it holds', async () => {
    const runs: number[] = [];
    const code = `runs.push(1); let count = 0; exports.onExecutePostLogin = async () => console.log(++count);`;
    const instance = createActionInstance({ code, trigger: 'post-login', globals: { runs } });
    expect(runs).toEqual([]);
    const printed = [await instance.execute(EVENT), await instance.execute(EVENT)].map((report) => report.console.full);
    expect([runs, printed]).toEqual([[1], ['1\n', '2\n']]);
  });

  test('throws the same again each time, where its top level throws', async () => {
    const runs: number[] = [];
    const code = `runs.push(1); throw new Error('no key for ' + runs.length);`;
    const instance = createActionInstance({ code, trigger: 'post-login', globals: { runs } });
    const reports = [await instance.execute(EVENT), await instance.execute(EVENT)];
    expect(reports.map(({ outcome, errorDescription }) => [outcome, errorDescription])).toEqual([
      ['error', 'no key for 1'],
      ['error', 'no key for 1'],
    ]);
    expect(runs).toEqual([1]);
  });

  test('is of its instance only', async () => {
    const code = `let count = 0; ${handler('console.log(++count)')}`;
    const printed = [await execute(code), await execute(code)].map((report) => report.console.full);
    expect(printed).toEqual(['1\n', '1\n']);
  });

  test.each(['node:crypto', 'crypto', 'fs/promises'])('may require the builtin %s', async (id) => {
    expect(await execute(handler(`require('${id}')`))).toMatchObject({ outcome: 'permit' });
  });

  test.each(['jose', './other.js', 'node:nothing', 'actions:shared'])('cannot require %s', async (id) => {
    expect(await execute(`require('${id}'); ${handler('')}`)).toMatchObject({
      outcome: 'error',
      errorDescription: `Cannot find module '${id}'`,
    });
  });

  test('shares the realm of its host: what api throws is an Error, what a test puts in the place of fetch is called', async () => {
    const fetched = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('here'));
    try {
      const { console } = await execute(
        handler(`
          try { api.accessToken.addScope(7); } catch (e) { console.log(e instanceof TypeError, event instanceof Object); }
          console.log(await (await fetch('https://x.example.com')).text());`),
      );
      expect(console.full).toBe('true true\nhere\n');
    } finally {
      fetched.mockRestore();
    }
  });

  test('sees the globals of the host, and those it is given instead', async () => {
    const code = handler('console.log(typeof fetch, fetch === own)');
    const own = async (): Promise<void> => undefined;
    const given = await execute(code, { globals: { fetch: own, own } });
    const host = await execute(code, { globals: { own: fetch } });
    expect([given.console.full, host.console.full]).toEqual(['function true\n', 'function true\n']);
  });
});

describe('what an Action prints', () => {
  test('is kept whole, and in its first 256 characters', async () => {
    const { console } = await execute(handler(`console.log('a'.repeat(300)); console.error('b');`));
    expect(console).toEqual({ full: `${'a'.repeat(300)}\nb\n`, persisted: 'a'.repeat(256) });
  });

  test('is that of the execution, with what the top level printed before the first', async () => {
    const instance = createActionInstance({
      code: `console.log('top'); ${handler('await null; console.log(event.user.user_id)')}`,
      trigger: 'post-login',
    });
    const both = await Promise.all(['a', 'b'].map((user_id) => instance.execute({ ...EVENT, user: { user_id } })));
    expect(both.map((report) => report.console.full)).toEqual(['top\na\n', 'b\n']);
  });

  test('is cut at the buffer of the platform', async () => {
    const { console } = await execute(handler(`for (let i = 0; i < 300; i++) console.log('x'.repeat(1023));`));
    expect(Buffer.byteLength(console.full)).toBe(LIMITS.console);
  });

  test('through the console of the host is lost', async () => {
    const seen: unknown[] = [];
    const { console } = await execute(handler(`host.log('lost')`), {
      globals: { host: { log: (t: unknown) => seen.push(t) } },
    });
    expect([console.full, seen]).toEqual(['', ['lost']]);
  });
});

describe('what an Action throws', () => {
  test.each([
    [`throw new Error('db at 10.0.0.7 is down')`, 'db at 10.0.0.7 is down'],
    [`throw 'text'`, 'text'],
    [`throw undefined`, 'Unknown error'],
    [`throw Object.create(null)`, 'Unknown error'],
    [`throw { get message() { throw 1 } }`, '[object Object]'],
    [`throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } })`, 'Unknown error'],
    [`event.user.missing.name`, "Cannot read properties of undefined (reading 'name')"],
  ])('reaches the client: %s', async (body, errorDescription) => {
    expect(await execute(handler(body))).toMatchObject({
      outcome: 'error',
      error: 'access_denied',
      errorDescription,
      httpStatus: 403,
    });
  });

  test('discards what it asked for before', async () => {
    const report = await execute(
      handler(`
        api.user.setAppMetadata('a', 1); api.session.setCookieMode('persistent'); api.cache.set('k', 'v');
        api.transaction.setMetadata('a', 1); api.accessToken.addScope('x'); throw new Error('late');`),
    );
    expect(report).toMatchObject({
      outcome: 'error',
      user: { appMetadata: {}, userMetadata: {} },
      session: { metadata: {}, recordedMethods: [] },
      metadata: {},
      cacheStats: { entries: 0, bytes: 0 },
    });
    expect(report).not.toHaveProperty('token');
  });
});

describe('the budget of an execution', () => {
  const EXCEEDED = { outcome: 'error', error: 'access_denied', errorDescription: 'the execution took more than 20 ms' };

  test('ends one that waits for longer', async () => {
    const late = handler(`await new Promise((done) => setTimeout(done, 60)); api.accessToken.addScope('late');`);
    expect(await execute(late, { budgetMs: 20 })).toMatchObject({ ...EXCEEDED, calls: [] });
  });

  test('finds one that never waited', async () => {
    const busy = handler(`const end = Date.now() + 40; while (Date.now() < end);`);
    expect(await execute(busy, { budgetMs: 20 })).toMatchObject(EXCEEDED);
  });

  test('includes the initialisation of the module', async () => {
    const busy = `const end = Date.now() + 40; while (Date.now() < end); ${handler('')}`;
    expect(await execute(busy, { budgetMs: 20 })).toMatchObject(EXCEEDED);
  });
});
