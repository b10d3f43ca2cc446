// SPDX-License-Identifier: Apache-2.0
import { canSetTargetScopes } from './target-scopes.ts';

const SCOPES = ['openid', 'read'];
type Transaction = Readonly<Record<string, unknown>>;

/** What the api says of target scopes, and how often it was asked. */
async function asked(
  transaction: Transaction,
  setTargetScopes: (() => unknown) | undefined,
  isObserving = false,
): Promise<{ readonly targetScopes: boolean; readonly calls: number }> {
  let calls = 0;
  const counted = (): unknown => {
    calls++;
    return setTargetScopes?.();
  };
  const api = { transaction: setTargetScopes === undefined ? {} : { setTargetScopes: counted } };
  const targetScopes = await canSetTargetScopes({ transaction }, api, isObserving);
  return { targetScopes, calls };
}

const works = (): void => undefined;

test('target scopes are there where they can be set', async () => {
  expect(await asked({ target_scopes: SCOPES }, works)).toEqual({ targetScopes: true, calls: 1 });
});

test.each<[string, () => unknown]>([
  ['throws', () => { throw new Error('no'); }], // prettier-ignore
  ['rejects', () => Promise.reject(new Error('no'))],
  ['answers with an error', () => ({ type: 'error', code: 'no' })],
])('and not where the method %s', async (_what, fails) => {
  expect(await asked({ target_scopes: SCOPES }, fails)).toEqual({ targetScopes: false, calls: 1 });
});

test.each<[string, Transaction]>([
  ['the event has none', {}],
  ['there are none to set', { target_scopes: [] }],
  ['an assertion is issued', { target_scopes: SCOPES, protocol: 'samlp' }],
  ['an assertion of WS-Federation is issued', { target_scopes: SCOPES, protocol: 'wsfed' }],
])('nobody asks where %s', async (_what, transaction) => {
  expect(await asked(transaction, works)).toEqual({ targetScopes: false, calls: 0 });
});

test('a policy that only observes asks nobody', async () => {
  expect(await asked({ target_scopes: SCOPES }, works, true)).toEqual({ targetScopes: true, calls: 0 });
  expect(await asked({ target_scopes: SCOPES }, undefined, true)).toEqual({ targetScopes: false, calls: 0 });
});
