// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createAuthenticate } from './authenticate.ts';
import { formatPeps, newPep, newSecret } from './new-pep.ts';
import { parsePeps } from './parse-peps.ts';
import type { Pep } from './pep.ts';

const SOCKET = {} as never; // sound: it is remembered, and without rules about certificates nothing of it is looked at
const kc = newPep('keycloak', ['issue', 'events']);
const digest = kc.entry.secrets[0] ?? '';

/** Who a bearer token is of. */
const nameOf = async (peps: readonly Pep[], authorization: string | undefined): Promise<string | undefined> =>
  (await createAuthenticate(peps, Date.now)(authorization, SOCKET))?.name;

describe('a secret', () => {
  test('is 256 bits of chance, and configured by its digest', () => {
    const { secret, entry } = newPep('kc', ['issue'], (bytes) => new Uint8Array(bytes).fill(7));
    expect(secret).toBe(`assay_${Buffer.alloc(32, 7).toString('base64url')}`);
    expect(entry).toEqual({
      name: 'kc',
      roles: ['issue'],
      secrets: [hash('sha256', secret, 'hex')],
      certificates: [],
      tokens: [],
    });
  });

  test('takes the place of another while both are valid, and then of that one, too', async () => {
    const second = newSecret(kc.entry);
    const third = newSecret(second.entry);
    const valid = async ({ entry }: { readonly entry: Pep }): Promise<readonly boolean[]> =>
      Promise.all(
        [kc, second, third].map(async ({ secret }) => (await nameOf([entry], `Bearer ${secret}`)) === 'keycloak'),
      );
    expect([await valid(kc), await valid(second), await valid(third)]).toEqual([
      [true, false, false],
      [true, true, false],
      [false, true, true],
    ]);
  });

  test('that a connection has shown once is known there as long as it is valid, and no other', async () => {
    const second = newPep('second', ['issue']);
    const authenticate = createAuthenticate([kc.entry, second.entry], Date.now);
    const other = {} as never; // sound: as above
    const names = [kc.secret, kc.secret, second.secret, `${second.secret.slice(0, -1)}x`, kc.secret].map(
      (secret) => authenticate(`Bearer ${secret}`, SOCKET) as Pep | undefined,
    );
    expect(names.map((pep) => pep?.name)).toEqual(['keycloak', 'keycloak', 'second', undefined, 'keycloak']);
    expect(authenticate(`Bearer ${digest}`, other)).toBeUndefined();
    expect(createAuthenticate([second.entry], Date.now)(`Bearer ${kc.secret}`, SOCKET)).toBeUndefined();
  });

  test('is nobody’s in any other text', async () => {
    const { secret } = kc;
    for (const text of [
      undefined,
      '',
      secret,
      `Basic ${secret}`,
      `Bearer ${secret}x`,
      `Bearer ${secret.slice(1)}`,
      `Bearer ${secret} ${secret}`,
      `Bearer ${digest}`,
    ])
      expect(await nameOf([kc.entry], text)).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 10_000 }), async (text) => {
        expect([await nameOf([kc.entry], text), await nameOf([kc.entry], `Bearer ${text}`)]).toEqual([
          undefined,
          undefined,
        ]);
      }),
    );
  });
});

const WHOLE: Pep = {
  name: 'keycloak',
  roles: ['issue', 'events'],
  secrets: [digest],
  certificates: [{ cn: 'keycloak' }, { san: 'DNS:kc.example.com' }, { sha256: digest }],
  tokens: [
    { issuer: 'https://idp', audience: 'bridge', jwks: { url: 'https://idp/jwks' }, scope: 'assay:issue' },
    {
      issuer: 'https://idp2',
      audience: 'bridge',
      jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] },
      azp: 'kc',
    },
  ],
  requestsPerSecond: 100,
};

describe('configured enforcement points', () => {
  test('are read as they were written', () => {
    expect(parsePeps(formatPeps([WHOLE, { ...newPep('other', ['metrics']).entry }]))).toEqual([
      WHOLE,
      expect.objectContaining({ name: 'other', certificates: [], tokens: [] }),
    ]);
  });

  const SMALL = { name: 'a', roles: ['issue'], secrets: [digest] };
  const TOKEN = { issuer: 'i', audience: 'a', jwks: { url: 'https://idp/jwks' }, scope: 's' };
  test.each<[string, unknown, readonly string[]]>([
    ['no list', {}, ['']],
    ['an empty list', [], ['']],
    ['no object', [1], ['/0']],
    ['a name with a line break', [{ ...SMALL, name: 'a\nb' }], ['/0/name']],
    ['no name', [{ ...SMALL, name: undefined }], ['/0/name']],
    ['another role', [{ ...SMALL, roles: ['issue', 'admin'] }], ['/0/roles/1']],
    ['no role', [{ ...SMALL, roles: [] }], ['/0/roles']],
    ['a secret in the place of its digest', [{ ...SMALL, secrets: [kc.secret] }], ['/0/secrets/0']],
    ['three secrets', [{ ...SMALL, secrets: [digest, 'a'.repeat(64), 'b'.repeat(64)] }], ['/0/secrets']],
    ['nothing to be known by', [{ name: 'a', roles: ['issue'] }], ['/0']],
    ['a member there is not', [{ ...SMALL, secret: kc.secret }], ['/0']],
    ['an inherited member', [{ name: 'a', roles: ['issue'], ['__proto__']: { secrets: [digest] } }], ['/0', '/0']],
    ['two of one name', [SMALL, { ...SMALL, secrets: ['a'.repeat(64)] }], ['/1/name']],
    ['two with one secret', [SMALL, { ...SMALL, name: 'b' }], ['/1/secrets/0']],
    ['a certificate by two traits', [{ ...SMALL, certificates: [{ cn: 'a', sha256: digest }] }], ['/0/certificates/0']],
    ['a certificate by no trait', [{ ...SMALL, certificates: [{}] }], ['/0/certificates/0']],
    ['an alternative name without its kind', [{ ...SMALL, certificates: [{ san: 'kc' }] }], ['/0/certificates/0/san']],
    ['any token of an issuer', [{ ...SMALL, tokens: [{ ...TOKEN, scope: undefined }] }], ['/0/tokens/0']],
    [
      'keys over the network in the clear',
      [{ ...SMALL, tokens: [{ ...TOKEN, jwks: { url: 'http://idp/jwks' } }] }],
      ['/0/tokens/0/jwks/url'],
    ],
    [
      'a private key',
      [{ ...SMALL, tokens: [{ ...TOKEN, jwks: { keys: [{ kty: 'EC', d: kc.secret }] } }] }],
      ['/0/tokens/0/jwks/keys/0'],
    ],
    [
      'a shared key',
      [{ ...SMALL, tokens: [{ ...TOKEN, jwks: { keys: [{ kty: 'oct', k: kc.secret }] } }] }],
      ['/0/tokens/0/jwks/keys/0'],
    ],
    ['no keys', [{ ...SMALL, tokens: [{ ...TOKEN, jwks: {} }] }], ['/0/tokens/0/jwks']],
    ['a rate of none', [{ ...SMALL, requestsPerSecond: 0 }], ['/0/requestsPerSecond']],
    ['a rate that is text', [{ ...SMALL, requestsPerSecond: '10' }], ['/0/requestsPerSecond']],
    ['several mistakes', [{ ...SMALL, name: '', roles: ['x'] }, 7], ['/0/name', '/0/roles/0', '/1']],
  ])('with %s are refused, and nothing of them is told', (_, value, paths) => {
    const failure = failureOf(JSON.stringify(value).replace('"secrets":null', '"secrets":0'));
    expect(failure).toMatchObject({ code: 'ERR_BRIDGE_PEPS', problems: paths.map((path) => ({ path })) });
    expect(inspect(failure, { depth: 20 })).not.toContain(kc.secret);
  });

  test('that are no JSON are refused, and nothing of them is told', () => {
    const failure = failureOf(`[{"secret":"${kc.secret}`);
    expect(failure).toMatchObject({ code: 'ERR_BRIDGE_PEPS', problems: [] });
    expect(inspect(failure, { depth: 20 })).not.toContain(kc.secret);
  });

  test('are read whole, or refused with a code, whatever they are', () => {
    const member = fc.constantFrom(
      'name',
      'roles',
      'secrets',
      'certificates',
      'tokens',
      'requestsPerSecond',
      'jwks',
      'keys',
      'x',
    );
    const some = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('a', digest, 'issue', 1, null, true),
        fc.array(tie('value')),
        fc.dictionary(member, tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          some,
          fc.array(
            fc.record(
              { name: fc.constantFrom('a', 'b'), roles: fc.constant(['issue']), secrets: some, tokens: some },
              { requiredKeys: ['name'] },
            ),
          ),
          fc.string(),
        ),
        (value) => {
          const text = typeof value === 'string' ? value : JSON.stringify(value);
          const failure = failureOf(text);
          if (failure === undefined) expect(parsePeps(formatPeps(parsePeps(text)))).toEqual(parsePeps(text));
          else expect(failure).toMatchObject({ code: 'ERR_BRIDGE_PEPS' });
        },
      ),
      { numRuns: 500 },
    );
  });
});

function failureOf(text: string): unknown {
  try {
    parsePeps(text);
    return undefined;
  } catch (cause) {
    return cause;
  }
}
