// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fuzzRuns } from '@assay/core/testing';
import { readSourceUrl } from './source-url.ts';

const HOST = 'https://risk.example.com:8443';
const TEMPLATES = [
  '/v1/subjects/{key}',
  '/v1/subjects/{key}/risk?a=b',
  '/v1?subject={key}&for=b',
  '/v1/{key}?subject={key}',
  '/a/u-{key}.json',
  '/.{key}/x',
];

/** Where the address leads but for the key, and the keys in it, decoded as servers do. */
function structureOf(url: URL): unknown {
  return {
    origin: url.origin,
    user: [url.username, url.password],
    hash: url.hash,
    steps: url.pathname.split('/').length,
    parameters: [...url.searchParams.keys()],
  };
}

const hostile = fc.oneof(
  fc.constantFrom(
    '.',
    '..',
    '...',
    '%2e%2e',
    '../',
    '..\\',
    '/',
    '//evil.example',
    '?',
    '#',
    '&a=1',
    '@',
    ':',
    '\\',
    ' ',
    '\0',
    '+',
    '%',
    '%2F',
    ';',
    "'",
    '"',
    '<',
    '|',
    '^',
    '`',
    '{key}',
    'zkeyz',
    '\u202e',
    '\ufeff',
    'é',
    '😀',
    '\t',
    '\n',
    'http://evil.example/',
  ),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc
    .array(fc.constantFrom('.', '/', '\\', '%', '2', 'e', '?', '#', '@', '\r', 'a'), { minLength: 1 })
    .map((parts) => parts.join('')),
);

test.each(TEMPLATES)('no key leads elsewhere than another: %s', (template) => {
  const urlOf = readSourceUrl(HOST + template, true);
  const expected = structureOf(new URL(urlOf?.('plain') ?? ''));
  fc.assert(
    fc.property(hostile, (key) => {
      const written = urlOf?.(key);
      if (written === undefined) return;
      const url = new URL(written);
      expect(structureOf(url)).toEqual(expected);
      // and it is that key which is asked for, as it is, wherever it stands
      const [before = '', after = ''] = template
        .split('?')
        .map((part) => part.replaceAll('{key}', encodeURIComponent(key)));
      expect(decodeURIComponent(url.pathname)).toBe(decodeURIComponent(before));
      expect(decodeURIComponent(url.search)).toBe(decodeURIComponent(after === '' ? '' : `?${after}`));
    }),
    fuzzRuns(300),
  );
});

test('two keys never have one address', () => {
  const urlOf = readSourceUrl(`${HOST}/{key}`, true);
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const [one, other] = [urlOf?.(a), urlOf?.(b)];
      if (one !== undefined && a !== b) expect(one).not.toBe(other);
    }),
    fuzzRuns(300),
  );
});

test.each([
  ['/v1/{key}', '.'],
  ['/v1/{key}', '..'],
  ['/v1/.{key}', '.'],
  ['/v1/{key}', ''],
  ['/v1/{key}', '\ud800'],
  ['/v1?a={key}', 'a\udfff'],
])('in %s no place is found for %j, which would lead elsewhere or is no text', (template, key) => {
  expect(readSourceUrl(HOST + template, true)?.(key)).toBeUndefined();
});

test.each([
  ['/v1/{key}', 'ann', '/v1/ann'],
  ['/v1/{key}', 'a/b', '/v1/a%2Fb'],
  ['/v1/{key}', 'auth0|5f7c', '/v1/auth0%7C5f7c'],
  ['/v1/{key}', '%2e%2e', '/v1/%252e%252e'],
  ['/v1/{key}', "it's (me)!*", '/v1/it%27s%20%28me%29%21%2A'],
  ['/v1?a={key}&b=1', 'x&b=2', '/v1?a=x%26b%3D2&b=1'],
  ['/v1?a={key}', 'a+b', '/v1?a=a%2Bb'],
  ['/v1/{key}', '..a', '/v1/..a'],
])('in %s the key %j is one value', (template, key, path) => {
  expect(readSourceUrl(HOST + template, true)?.(key)).toBe(HOST + path);
});

test('an address without a place is the same for all', () => {
  expect(readSourceUrl(`${HOST}/switches.json`, false)?.('')).toBe(`${HOST}/switches.json`);
});

test.each([
  ['http://risk.example.com/{key}', true],
  ['https://a:b@risk.example.com/{key}', true],
  ['https://{key}.example.com/', true],
  ['https://risk.example.com/#{key}', true],
  ['https://risk.example.com/', true],
  ['https://risk.example.com/{key}', false],
  ['ftp://localhost/{key}', true],
  ['risk', false],
])('is not made of %s (keyed: %s)', (template, isKeyed) => {
  expect(readSourceUrl(template, isKeyed)).toBeUndefined();
});
