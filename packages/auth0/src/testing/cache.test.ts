// SPDX-License-Identifier: Apache-2.0
import { createActionInstance, sampleEvent, type ActionInstanceOptions } from './index.ts';

const EVENT = sampleEvent('post-login');

/** An instance whose Action runs the text it is given as a secret, and prints what it returns. */
function cached(options: Partial<ActionInstanceOptions> = {}) {
  let now = 1_000_000;
  const code = `exports.onExecutePostLogin = async (event, api) => {
    console.log(JSON.stringify(new Function('cache', event.secrets.body)(api.cache) ?? null));
  };`;
  const instance = createActionInstance({ code, trigger: 'post-login', clock: () => now, ...options });
  return {
    advance: (ms: number): void => void (now += ms),
    run: async (body: string): Promise<unknown> => {
      const report = await instance.execute({ ...EVENT, secrets: { body } });
      return report.outcome === 'permit' ? JSON.parse(report.console.full) : report.errorDescription;
    },
    stats: async (): Promise<unknown> => (await instance.execute({ ...EVENT, secrets: { body: '' } })).cacheStats,
  };
}

const FILL = `for (let i = 0; i < 25; i++) { const r = cache.set('k' + i, 'v'); if (r.type === 'error') return [i, r]; }`;

describe('the cache of a trigger', () => {
  test('gives back what was set, in later executions, too, for 15 minutes', async () => {
    const { run, advance } = cached();
    const record = { value: 'v', expires_at: 1_900_000 };
    expect(await run(`return cache.set('k', 'v')`)).toEqual({ type: 'success', record });
    advance(900_000);
    expect(await run(`return cache.get('k')`)).toEqual(record);
    advance(1);
    expect(await run(`return cache.get('k')`)).toBeNull();
  });

  test.each([
    [`{ ttl: 5 }`, 1_000_005],
    [`{ ttl: 5.9 }`, 1_000_005],
    [`{ expires_at: 1000007 }`, 1_000_007],
    [`{ ttl: 5, expires_at: 1000003 }`, 1_000_003],
    [`{ ttl: 1e12 }`, 1_000_000 + 24 * 60 * 60 * 1000],
  ])('keeps it as long as %s says, and 24 hours at most', async (options, expires_at) => {
    expect(await cached().run(`return cache.set('k', 'v', ${options})`)).toEqual({
      type: 'success',
      record: { value: 'v', expires_at },
    });
  });

  test.each([
    [`cache.set('k'.repeat(65), 'v')`, 'CacheKeySizeExceeded'],
    [`cache.set('ü'.repeat(33), 'v')`, 'CacheKeySizeExceeded'],
    [`cache.set('k', 'v'.repeat(4097))`, 'CacheValueSizeExceeded'],
    [`cache.set('k', 'v', { ttl: '5' })`, 'InvalidExpiry'],
    [`cache.set('k', 'v', { expires_at: Infinity })`, 'InvalidExpiry'],
    [`cache.set('k', 'v', { ttl: 0 })`, 'ItemAlreadyExpired'],
    [`cache.set('k', 'v', { expires_at: 999999 })`, 'ItemAlreadyExpired'],
    [`cache.set('k', 'v', { ttl: 1e300 })`, 'InvalidExpiry'],
    [`cache.delete('k')`, 'CacheKeyDoesNotExist'],
  ])('answers %s with the error %s', async (call, code) => {
    expect(await cached().run(`return ${call}`)).toEqual({ type: 'error', code });
  });

  test('takes 64 bytes of key and 4096 of value', async () => {
    expect(await cached().run(`return cache.set('k'.repeat(64), 'v'.repeat(4096)).type`)).toBe('success');
  });

  test('throws on what is no text', async () => {
    expect(await cached().run(`cache.set('k', { a: 1 })`)).toBe('the cache holds strings by strings');
  });

  test('holds 20 entries', async () => {
    expect(await cached().run(FILL)).toEqual([20, { type: 'error', code: 'CacheSizeExceeded' }]);
  });

  test('overwrites when it is full of entries, and has room again after a deletion', async () => {
    const { run } = cached();
    await run(FILL);
    expect(
      await run(`return [cache.set('k1', 'w').type, cache.delete('k2').type, cache.set('new', 'v').type]`),
    ).toEqual(['success', 'success', 'success']);
  });

  test.each([
    ['documented', 1],
    ['newest', 4],
  ] as const)('holds as many bytes in all as the %s limit says', async (limits, fitting) => {
    const body = `let n = 0; while (cache.set('k' + n, 'v'.repeat(4096)).type === 'success') n++; return n;`;
    expect(await cached({ limits }).run(body)).toBe(fitting);
  });

  test('says how much it holds, and which call failed', async () => {
    const code = `exports.onExecutePostLogin = async (event, api) => { api.cache.set('kk', 'vvv'); api.cache.set('', 'v', { ttl: -1 }); };`;
    const { calls, cacheStats } = await createActionInstance({ code, trigger: 'post-login' }).execute(EVENT);
    expect([calls, cacheStats]).toEqual([
      [
        { call: 'cache.set', args: ['kk', 'vvv'] },
        { call: 'cache.set', args: ['', 'v', { ttl: -1 }], failed: 'ItemAlreadyExpired' },
      ],
      { entries: 1, bytes: 5 },
    ]);
  });

  test('loses what a failed execution set', async () => {
    const { run, stats } = cached();
    expect(await run(`cache.set('k', 'v'); throw new Error('late')`)).toBe('late');
    expect(await stats()).toEqual({ entries: 0, bytes: 0 });
  });
});
