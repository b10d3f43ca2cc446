// SPDX-License-Identifier: Apache-2.0
import { sourceUrl } from './http-shape.ts';
import { parseSourceUrl } from './source-url.ts';

test.each([
  ['https://risk.example.com/v1/subjects/{key}', true],
  ['https://risk.example.com/v1?subject={key}&for={key}', true],
  ['https://risk.example.com:8443/switches.json', false],
  ['https://risk.example.com', false],
  ['http://localhost:8080/{key}', true],
  ['http://127.0.0.1/{key}', true],
  ['http://127.9.8.7/{key}', true],
  ['http://[::1]:1234/{key}', true],
  ['https://Risk.Example.com/{key}', true],
  ['https://risk.example.com/@{key}?by=@', true],
  ['https://risk.example.com?subject={key}', true],
  ['https://risk.example.com/a%2Fb/u-{key}.json', true],
])('%s is an address', (url, isKeyed) => {
  expect(parseSourceUrl(url)).toEqual({ isKeyed });
  // and editors take it for one
  expect(new RegExp(sourceUrl.schema['pattern'] as string, 'u').test(url)).toBe(true); // sound: the pattern of a JSON Schema
});

const https = {
  problem: 'expected `https:`, and found `http:`',
  help: '`http:` is for this machine only: `localhost`',
};
const none = {
  problem: 'expected an address',
  help: 'an address is written like `https://risk.example.com/v1/subjects/{key}`',
};
const credentials = { problem: 'the address holds credentials', help: 'name a secret under `auth`' };
const place = { problem: 'expected `{key}` in the path or the query of the address' };

test.each([
  ['http://risk.example.com/{key}', https],
  ['http://localhost.example.com/', https],
  ['http://127.0.0.1.example.com/', https],
  ['http://0.0.0.0/', https],
  ['http://10.0.0.1/', https],
  ['risk.example.com/{key}', none],
  ['/v1/{key}', none],
  ['ftp://risk.example.com/', none],
  ['HTTPS://risk.example.com/', none],
  ['file:///etc/passwd', none],
  ['https:risk.example.com', none],
  ['https://', none],
  ['https://a b/', none],
  ['https:\\\\risk.example.com\\', none],
  ['https://risk.example.com:99999/', none],
  ['https://ann:hunter2@risk.example.com/', credentials],
  ['https://hunter2@risk.example.com/', credentials],
  ['https://@risk.example.com/', credentials],
  ['https://{key}@risk.example.com/', credentials],
  ['https://risk.example.com/#{key}', { problem: 'the address has a fragment (`#`), which is never sent' }],
  ['https://risk.example.com/#', { problem: 'the address has a fragment (`#`), which is never sent' }],
  ['https://{key}.example.com/', place],
  ['https://{key}/', place],
  ['https://risk.example.com/{key}/..', place],
  [
    'https://risk.example.com/{id}',
    { problem: '`{id}` has no meaning in an address', help: 'the key is written `{key}`' },
  ],
  [
    'https://risk.example.com/{kye}',
    { problem: '`{kye}` has no meaning in an address', help: 'did you mean `{key}`?' },
  ],
  ['https://risk.example.com/{key', { problem: '`{key` has no meaning in an address', help: 'did you mean `{key}`?' }],
  [
    'https://risk.example.com/{{key}}',
    { problem: '`{` has no meaning in an address', help: 'the key is written `{key}`' },
  ],
])('%s is none, and it is told why', (url, told) => {
  expect(parseSourceUrl(url)).toEqual(told);
});
