// SPDX-License-Identifier: Apache-2.0
import { testDigest } from '@assay/core/testing';
import { createAttemptIds } from './attempt-id.ts';

const START = Date.UTC(2026, 0, 2, 3, 4, 0);

function ids(start = START) {
  let now = start;
  const idOf = createAttemptIds({ clock: () => now, sha256: testDigest });
  return { idOf, wait: (ms: number) => void (now += ms) };
}

describe('the id of an attempt', () => {
  const event = {
    userName: 'sam',
    callerContext: { clientId: 'web' },
    request: { scopes: ['openid'], userAttributes: { 'custom:risk': '7' } },
    response: {},
  };

  test('is a UUIDv7 of the time', () => {
    const id = ids().idOf(event);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(START);
  });

  test('is the same for the same event, also where a window ends in between, and whatever its response is', () => {
    const { idOf, wait } = ids(START + 14_000);
    const first = idOf(event);
    wait(5_000);
    expect(idOf({ ...event, response: null })).toBe(first);
  });

  test('is another one a window later, and for another event', () => {
    const { idOf, wait } = ids();
    const first = idOf(event);
    expect(idOf({ ...event, userName: 'kim' })).not.toBe(first);
    wait(15_000);
    expect(idOf(event)).not.toBe(first);
  });

  test('is the same in another instance of the function', () => {
    expect(ids(START + 1_000).idOf(event)).toBe(ids(START + 9_000).idOf(event));
  });

  test('remembers no more than it has to', () => {
    const { idOf } = ids();
    for (let n = 0; n < 3_000; n++) idOf({ userName: `${n}` });
    expect(idOf({ userName: '0' })).toBe(ids().idOf({ userName: '0' }));
  });

  test('tells the client nothing of the attributes', () => {
    const other = { ...event, request: { ...event.request, userAttributes: { 'custom:risk': '8' } } };
    expect(ids().idOf(other)).toBe(ids().idOf(event));
  });

  test('is there for what is no event, and for what cannot be read', () => {
    expect(ids().idOf('text')).toBe(ids().idOf('other text'));
    let deep: unknown = [];
    for (let i = 0; i < 50_000; i++) deep = [deep];
    const { idOf } = ids();
    expect(idOf({ request: { scopes: deep } })).not.toBe(idOf({ request: { scopes: deep } }));
  });
});
