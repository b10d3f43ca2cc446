// SPDX-License-Identifier: Apache-2.0
import { createMemorySource } from './memory-source.ts';

const { signal } = new AbortController();

describe('createMemorySource', () => {
  test('answers with the entry of the key, and how old it is', () => {
    const source = createMemorySource('iga', { sam: { roles: ['dev'] } }, { isKeyed: true, asOf: 5 });
    expect([source.name, source.read('sam', signal), source.read('kim', signal)]).toEqual([
      'iga',
      { value: { roles: ['dev'] }, asOf: 5 },
      { value: undefined, asOf: 5 },
    ]);
  });

  test('answers with the whole document where it has no keys', () => {
    const document = { clients: ['web'] };
    expect(createMemorySource('switches', document, { isKeyed: false }).read('', signal)).toEqual({ value: document });
  });

  test('knows nothing of an entry that is no object, or is inherited', () => {
    const source = createMemorySource('iga', { sam: 'active', kim: ['x'] }, { isKeyed: true });
    expect(['sam', 'kim', 'constructor', '__proto__', ''].map((key) => source.read(key, signal))).toEqual(
      Array(5).fill({ value: undefined }),
    );
  });
});
