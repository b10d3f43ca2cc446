// SPDX-License-Identifier: Apache-2.0
import { createKeySets } from './key-sets.ts';

const HEADER = { alg: 'ES256' };
const TOKEN = { payload: '', signature: '' };

test.each<[string, () => Promise<Response>]>([
  ['never answers', () => new Promise(() => undefined)],
  ['never ends its answer', () => Promise.resolve(new Response(new ReadableStream({ pull: () => undefined })))],
  [
    'answers byte by byte',
    () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (stream) =>
              new Promise<void>((resolve) => {
                setTimeout(() => {
                  stream.enqueue(new Uint8Array([32]));
                  resolve();
                }, 10).unref();
              }),
          }),
        ),
      ),
  ],
])('an address that %s has half of the budget, whether or not it is told to stop', async (_what, fetch) => {
  const keysOf = createKeySets(fetch, 200)('https://legacy.example.com/keys');
  const started = Date.now();
  await expect(keysOf(HEADER, TOKEN)).rejects.toThrow('the key set is too slow');
  expect(Date.now() - started).toBeLessThan(190);
});
