// SPDX-License-Identifier: Apache-2.0
import { applyEffects, type Applied } from './apply.ts';
import { RECORD_ID, withRecordId, type Effects } from './effects.ts';

class Tokens {
  readonly #claims: string[] = [];
  setCustomClaim(name: string): void {
    if (name === 'broken') throw new Error('no');
    this.#claims.push(name);
  }
  names(): readonly string[] {
    return this.#claims;
  }
}

const NOTHING = { event: {}, secrets: () => undefined };
const claim = (name: string): Effects[number] => ({ call: 'accessToken.setCustomClaim', args: [name, 1] });

async function apply(effects: Effects): Promise<{ readonly applied: Applied; readonly claims: readonly string[] }> {
  const accessToken = new Tokens();
  return {
    applied: await applyEffects(effects, { api: { accessToken }, ...NOTHING }),
    claims: accessToken.names(),
  };
}

test('calls methods on the object that has them, in order', async () => {
  expect(await apply([claim('a'), claim('b')])).toEqual({ applied: { skipped: [] }, claims: ['a', 'b'] });
});

test('stops at the first call that is not taken', async () => {
  expect(await apply([claim('a'), claim('broken'), claim('b')])).toEqual({
    applied: { failed: 'accessToken.setCustomClaim', skipped: [] },
    claims: ['a'],
  });
});

test('passes over one that nothing depends on', async () => {
  const note = { call: 'transaction.setMetadata', args: ['a', 'b'], isOptional: true } as const;
  expect(await apply([note, claim('a')])).toEqual({ applied: { skipped: ['transaction.setMetadata'] }, claims: ['a'] });
});

test.each([undefined, null, 7, {}, { accessToken: null }, { accessToken: { setCustomClaim: 'text' } }])(
  'an api that is none (%#) takes nothing',
  async (api) => {
    expect(await applyEffects([claim('a')], { api, ...NOTHING })).toEqual({
      failed: 'accessToken.setCustomClaim',
      skipped: [],
    });
  },
);

test('the id of the record stands in our own notes, and in no claim', () => {
  const effects: Effects = [
    { call: 'transaction.setMetadata', args: ['assay_decision', RECORD_ID] },
    { call: 'accessToken.setCustomClaim', args: ['tier', RECORD_ID] },
  ];
  expect(withRecordId(effects, '0197')).toEqual([
    { call: 'transaction.setMetadata', args: ['assay_decision', '0197'] },
    { call: 'accessToken.setCustomClaim', args: ['tier', RECORD_ID] },
  ]);
});

test.each<[string, () => unknown]>([
  ['rejects', () => Promise.reject(new Error('no'))],
  ['answers with an error', () => ({ type: 'error', code: 'no' })],
  ['comes to answer with one', () => Promise.resolve({ type: 'error', code: 'no' })],
])('a method that %s has failed', async (_what, setCustomClaim) => {
  expect(
    await applyEffects([claim('a'), claim('b')], { api: { accessToken: { setCustomClaim } }, ...NOTHING }),
  ).toEqual({
    failed: 'accessToken.setCustomClaim',
    skipped: [],
  });
});

test('each call waits for the one before', async () => {
  const order: string[] = [];
  const setCustomClaim = async (name: string): Promise<void> => {
    await Promise.resolve();
    order.push(name);
  };
  const removeScope = (name: string): void => void order.push(name);
  const effects: Effects = [claim('a'), { call: 'accessToken.removeScope', args: ['b'] }];
  await applyEffects(effects, { api: { accessToken: { setCustomClaim, removeScope } }, ...NOTHING });
  expect(order).toEqual(['a', 'b']);
});

describe('target scopes', () => {
  const set: Effects = [{ call: 'transaction.setTargetScopes', args: [['a', 'b']] }];
  const scoped = (become: readonly string[] | undefined): Promise<Applied> => {
    const event = { transaction: { target_scopes: ['a', 'b', 'c'] as unknown } };
    const setTargetScopes = (): void => void (event.transaction.target_scopes = become);
    return applyEffects(set, { api: { transaction: { setTargetScopes } }, event, secrets: () => undefined });
  };

  test('are set where the event then shows them', async () => {
    expect(await scoped(['b', 'a'])).toEqual({ skipped: [] });
  });
  test.each([[undefined], [['a', 'b', 'c']], [['a']], [[]]])('are not where it shows %j', async (become) => {
    expect(await scoped(become)).toEqual({ failed: 'transaction.setTargetScopes', skipped: [] });
  });
});

test.each([
  ['s'.repeat(31), 'redirect'],
  ['s'.repeat(32), undefined],
])('a user is sent to a page with a secret of 32 characters, or not at all: %s', async (secret, failed) => {
  const api = { redirect: { encodeToken: () => 'token', sendUserTo: () => undefined } };
  const effects: Effects = [{ call: 'redirect', args: ['https://a.example', 'KEY', 60, 'd', {}] }];
  expect(await applyEffects(effects, { api, event: {}, secrets: () => secret })).toEqual({
    ...(failed && { failed }),
    skipped: [],
  });
});
