// SPDX-License-Identifier: Apache-2.0
import { callOp } from '../../testing/call-op.ts';
import { equal } from '../values/equal.ts';
import { URL_OPS } from './url.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(URL_OPS, name, ...values);

describe('URLs', () => {
  test.each<readonly [text: string, name: string, want: unknown]>([
    ['https://user@Example.com:8443/a%2Fb/../c?x=1#y', 'url_scheme', 'https'],
    ['https://user@Example.com:8443/a%2Fb/../c?x=1#y', 'url_host', 'example.com:8443'],
    ['https://user@Example.com:8443/a%2Fb/../c?x=1#y', 'url_hostname', 'example.com'],
    ['https://user@Example.com:8443/a%2Fb/../c?x=1#y', 'url_port', '8443'],
    ['https://user@Example.com:8443/a%2Fb/../c?x=1#y', 'url_path', '/c'],
    ['https://example.com:443', 'url_port', ''],
    ['https://example.com:443', 'url_host', 'example.com'],
    ['https://example.com', 'url_path', '/'],
    ['https://[2001:DB8::1]:80/', 'url_host', '[2001:db8::1]:80'],
    ['https://[2001:DB8::1]:80/', 'url_hostname', '2001:db8::1'],
    ['spiffe://example.org/ns/a', 'url_path', '/ns/a'],
    ['https://a.example@b.example/', 'url_hostname', 'b.example'],
    ['https://0x7f.1/', 'url_hostname', '127.0.0.1'],
  ])('%s: %s is %j', (text, name, want) => {
    expect(call(name, call('url', text))).toBe(want);
  });

  test('have a query of names with their values', () => {
    const query = call('url_query', call('url', 'https://a.example/?b=1&a=x%20y&b=2&__proto__=p&e'));
    expect(Object.entries(query as object)).toEqual([
      ['b', ['1', '2']],
      ['a', ['x y']],
      ['__proto__', ['p']],
      ['e', ['']],
    ]);
    expect(Object.getPrototypeOf(query)).toBeNull();
    expect(call('url_query', call('url', 'https://a.example/'))).toEqual(Object.create(null));
  });

  // each is read in several ways, depending on who reads it
  test.each([
    '',
    'example.com',
    '/path',
    'https:example.com',
    'https:/example.com',
    'https://',
    'https:///path',
    'https://a.example\\@b.example/',
    'https://a.example/ ',
    ' https://a.example/',
    'https://a.ex\tample/',
    'https://ä.example/',
    'https://a.example/%zz',
    'https://a.example:99999/',
    'https://[::1/',
    'urn:example:a',
    'mailto:a@a.example',
    `https://a.example/${'a'.repeat(8_192)}`,
  ])('%j is none', (text) => {
    expect(call('is_url', text)).toBe(false);
    expect(call('url', text)).toBe('error');
  });

  test('are equal where they are written the same after all', () => {
    expect(equal(call('url', 'HTTPS://a.example:443'), call('url', 'https://A.example/'))).toBe(true);
    expect(equal(call('url', 'https://a.example/a'), call('url', 'https://a.example/b'))).toBe(false);
  });
});
