// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { bearerOf, createToken, parseTokens, type TokenEntry } from './tokens.ts';

const alice = createToken({ name: 'alice', role: 'auditor' });
const auth0 = createToken({ name: 'auth0', role: 'writer', writerPrefix: 'auth0-' });
const TOKENS: readonly TokenEntry[] = [alice.entry, auth0.entry];

describe('tokens of a collector', () => {
  it('are 256 bits of chance, and configured by their digest', () => {
    const { token, entry } = createToken({ name: 'alice', role: 'auditor' }, (bytes) => new Uint8Array(bytes).fill(7));
    expect(token).toBe(`assay_${Buffer.alloc(32, 7).toString('base64url')}`);
    expect(entry).toEqual({ name: 'alice', role: 'auditor', sha256: hash('sha256', token, 'hex') });
  });

  it('tell whose they are', () => {
    expect([alice, auth0].map(({ token }) => bearerOf(TOKENS, `Bearer ${token}`))).toEqual([
      { name: 'alice', roles: ['auditor'], writerPrefix: '' },
      { name: 'auth0', roles: ['writer'], writerPrefix: 'auth0-' },
    ]);
  });

  it('are nobody’s in any other text', () => {
    const { token } = alice;
    for (const text of [
      null,
      '',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Bearer ${token} ${token}`,
    ])
      expect(bearerOf(TOKENS, text)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expect(bearerOf(TOKENS, text)).toBeUndefined();
        expect(bearerOf(TOKENS, `Bearer ${text}`)).toBeUndefined();
      }),
    );
  });

  it('are read from a list, and from lines', () => {
    expect(parseTokens(JSON.stringify(TOKENS, null, 2))).toEqual(TOKENS);
    expect(parseTokens(`${TOKENS.map((entry) => JSON.stringify(entry)).join('\n\n')}\n`)).toEqual(TOKENS);
  });

  it.each([
    ['nothing', '', []],
    ['no JSON', `{"sha256":"${alice.token}`, []],
    ['an empty list', '[]', []],
    ['a token in the place of its digest', JSON.stringify([{ ...alice.entry, sha256: alice.token }]), ['/0/sha256']],
    ['another role', JSON.stringify([{ ...alice.entry, role: 'admin' }]), ['/0/role']],
    ['a prefix of an auditor', JSON.stringify([{ ...alice.entry, writerPrefix: 'x' }]), ['/0/writerPrefix']],
    ['a member there is not', JSON.stringify([{ ...alice.entry, rolle: 'x' }]), ['/0']],
    ['a name with a line break', JSON.stringify([{ ...alice.entry, name: 'a\nb' }]), ['/0/name']],
    ['no object', '[1]', ['/0']],
  ])('are not read from %s, and nothing of it is told', (_, text, paths) => {
    let failure: unknown;
    try {
      parseTokens(text);
    } catch (cause) {
      failure = cause;
    }
    expect(failure).toMatchObject({ code: 'ERR_LOG_KEY', problems: paths.map((path) => ({ path })) });
    expect(inspect(failure, { depth: 20 })).not.toContain(alice.token);
  });
});
