// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { looksLikeToken, redact, REDACTED } from './redact.ts';

const base64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const JWT = `${base64url('{"alg":"RS256"}')}.${base64url('{"sub":"sam"}')}.c2lnbmF0dXJlLXNpZ25hdHVyZQ`;
const JWE = `${base64url('{"alg":"dir","enc":"A256GCM"}')}..aXY.Y2lwaGVydGV4dA.dGFn`;

describe('looksLikeToken', () => {
  test.each([
    ['a signed token', JWT],
    ['an encrypted token', JWE],
    ['a token in a sentence', `invalid token "${JWT}" at 3`],
    ['a token in a pointer', `/request/${JWT}: expected a string`],
    ['a token in a query', `https://a.example/?id_token=${JWT}&x=1`],
    ['a token behind other words of its alphabet', `token_${JWT}`],
    ['bearer credentials', 'Bearer 2YotnFZFEjr1zCsicMWpAA'],
    ['proof-of-possession credentials', 'DPoP 2YotnFZFEjr1zCsicMWpAA'],
    ['basic credentials', 'basic czZCaGRSa3F0MzpnWDFmQmF0M2JW'],
  ])('finds %s', (_, text) => {
    expect(looksLikeToken(text)).toBe(true);
  });

  test.each([
    ['an address', 'https://api.example.com/payments/v1'],
    ['a digest', `sha256-${'0'.repeat(64)}`],
    ['a long name with eyJ and no dot', `eyJ${'x'.repeat(40)}`],
    ['a dot before the three letters', `a.eyJ${'x'.repeat(40)}`],
    ['what is too short for a token', 'eyJ.x.y'],
    ['a sentence about bearers', 'the bearer of this token is not known to us'],
    ['nothing', ''],
  ])('leaves %s', (_, text) => {
    expect(looksLikeToken(text)).toBe(false);
  });

  test('goes through a long text once: more would not end in the time a test has', () => {
    const parts = ['eyJ', 'eyJ-', 'eyJ ', '.'];
    expect(parts.map((part) => looksLikeToken(part.repeat(1_000_000)))).toEqual([false, false, false, false]);
  });
});

describe('redact', () => {
  test('gives the value itself where there is nothing to take out', () => {
    const value = { a: ['x', { b: 1 }], c: null };
    expect(redact(value, ['/d', '/a/7', '/c/x', '']).value).toBe(value);
    expect(redact(value, []).redacted).toEqual([]);
  });

  test('puts a mark in the place of a string a pointer names, and leaves the value it was given alone', () => {
    const value = { who: { id: 'sam', name: 'Sam' }, list: ['a', 'b'] };
    expect(redact(value, ['/who/id', '/list/1'])).toEqual({
      value: { who: { id: REDACTED, name: 'Sam' }, list: ['a', REDACTED] },
      redacted: ['/who/id', '/list/1'],
    });
    expect(value).toEqual({ who: { id: 'sam', name: 'Sam' }, list: ['a', 'b'] });
  });

  test('leaves out what a pointer names and is no string', () => {
    expect(redact({ profile: { a: 1 }, age: 7, x: null, y: 1 }, ['/profile', '/age', '/x'])).toEqual({
      value: { y: 1 },
      redacted: ['/profile', '/age', '/x'],
    });
  });

  test('takes a star for any member or place, and reads the escapes of a pointer', () => {
    const value = { claims: { a: { email: 'x' }, b: { email: 'y', z: 1 } }, 'a/b': { '~': 'x', '*': 1 } };
    expect(redact(value, ['/claims/*/email', '/a~1b/~0'])).toEqual({
      value: { claims: { a: { email: REDACTED }, b: { email: REDACTED, z: 1 } }, 'a/b': { '~': REDACTED, '*': 1 } },
      redacted: ['/claims/a/email', '/claims/b/email', '/a~1b/~0'],
    });
  });

  test('takes out a token wherever it stands, unasked', () => {
    expect(redact({ a: [{ b: JWT }], c: `reason: ${JWT}` }, [])).toEqual({
      value: { a: [{ b: REDACTED }], c: REDACTED },
      redacted: ['/a/0/b', '/c'],
    });
  });

  test('takes out a member whose name is a token, and does not write it into the pointer', () => {
    expect(redact({ parameters: { [JWT]: 'x', y: 1 } }, [])).toEqual({
      value: { parameters: { y: 1 } },
      redacted: [`/parameters/${REDACTED}`],
    });
  });

  test('lets no token through, wherever in a value it is hidden', () => {
    const part = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_'), minLength: 8, maxLength: 30 });
    const jwt = fc.tuple(part, part, part).map(([a, b, c]) => `eyJ${a}.${b}.${c}`);
    const around = fc.tuple(fc.string(), jwt, fc.string()).map((texts) => texts.join(' '));
    const token = fc.oneof(jwt, around);
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        token,
        fc.jsonValue(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.string(), token), tie('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.array(fc.constantFrom('/*', '/0', '/*/*', '/a'), { maxLength: 2 }), (value, pointers) => {
        expect(JSON.stringify(redact({ value }, pointers))).not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}/);
      }),
    );
  });
});
