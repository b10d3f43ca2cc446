// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { createActionInstance, sampleEvent, type ActionInstanceOptions, type ActionReport } from './index.ts';
import { SAML_SETTERS } from './api/saml-response.ts';

type Options = Partial<ActionInstanceOptions> & { readonly event?: JsonObject };

function execute(
  body: string,
  { event = sampleEvent('post-login', 'samlp'), ...options }: Options = {},
): Promise<ActionReport> {
  const code = `exports.onExecutePostLogin = async (event, api) => { const saml = api.samlResponse; ${body} };`;
  return createActionInstance({ code, trigger: 'post-login', ...options }).execute(event);
}

const threwOf = async (body: string, options: Options = {}): Promise<string | undefined> =>
  (await execute(body, options)).calls.at(-1)?.threw;

test('there are 24 setters beside the one for attributes', () => {
  expect(Object.keys(SAML_SETTERS)).toHaveLength(24);
});

test.each(['samlp', 'wsfed'] as const)(
  'an assertion of %s has the attributes, the audience and the lifetime that were set',
  async (name) => {
    const body = `
    saml.setAttribute('https://example.com/tier', 'gold').samlResponse.setAttribute('flags', ['a', 1, true])
      .samlResponse.setAttribute('gone', undefined).samlResponse.setAudience('urn:example:carrier').samlResponse.setLifetimeInSeconds(600)
      .samlResponse.setNameIdentifierFormat().samlResponse.setNameIdentifierProbes(['a']);`;
    const { token, dropped } = await execute(body, { event: sampleEvent('post-login', name) });
    expect([token?.samlResponse, dropped]).toEqual([
      {
        attributes: { 'https://example.com/tier': 'gold', flags: ['a', 1, true], gone: null },
        audience: 'urn:example:carrier',
        lifetimeInSeconds: 600,
        settings: {
          audience: 'urn:example:carrier',
          lifetimeInSeconds: 600,
          nameIdentifierFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
          nameIdentifierProbes: ['a'],
        },
      },
      [],
    ]);
  },
);

test('neither the log of calls nor the report shows a private key', async () => {
  const report = await execute(`saml.setKey('-----BEGIN PRIVATE KEY----- a')`);
  expect([report.calls, report.token?.samlResponse?.settings]).toEqual([
    [{ call: 'samlResponse.setKey', args: ['[secret]'] }],
    { key: '[secret]' },
  ]);
  expect(JSON.stringify(report)).not.toContain('PRIVATE');
});

test('in another protocol the setters do nothing', async () => {
  const { token, dropped } = await execute(`saml.setAttribute('a', 1).samlResponse.setIssuer('urn:x')`, {
    event: sampleEvent('post-login'),
  });
  expect([token?.samlResponse, dropped]).toEqual([
    undefined,
    [
      { from: 'samlResponse', name: 'a', reason: 'not_issued' },
      { from: 'samlResponse', name: 'issuer', reason: 'not_issued' },
    ],
  ]);
});

const BAD_VALUE = 'the value of an attribute must be a string, a number, a boolean, a list of those, or null';

test.each([
  [`saml.setAttribute(7, 'v')`, 'the name of an attribute must be a string'],
  [`saml.setAttribute('a'.repeat(1025), 'v')`, 'the name of an attribute must have at most 1024 characters'],
  [`saml.setAttribute('a', 'v'.repeat(2049))`, 'the value of an attribute must have at most 2048 characters'],
  [`saml.setAttribute('a', ['v'.repeat(2049)])`, 'the value of an attribute must have at most 2048 characters'],
  [`saml.setAttribute('a', {})`, BAD_VALUE],
  [`saml.setAttribute('a', [null])`, BAD_VALUE],
  [`saml.setAttribute('a', NaN)`, 'the value of an attribute must be a number'],
])('%s throws', async (body, threw) => {
  expect(await threwOf(body)).toBe(threw);
});

test.each([
  ['setAudience', `'x'.repeat(2049)`, 'audience must have at most 2048 characters'],
  ['setRecipient', `'x'.repeat(2049)`, 'recipient must have at most 2048 characters'],
  ['setDestination', `'x'.repeat(2049)`, 'destination must have at most 2048 characters'],
  ['setNameIdentifierFormat', `'x'.repeat(513)`, 'nameIdentifierFormat must have at most 512 characters'],
  ['setAuthnContextClassRef', `'x'.repeat(513)`, 'authnContextClassRef must have at most 512 characters'],
  ['setRelayState', `'x'.repeat(513)`, 'relayState must have at most 512 characters'],
  ['setIssuer', `'x'.repeat(513)`, 'issuer must have at most 512 characters'],
  ['setSigningCert', `'x'.repeat(4097)`, 'signingCert must have at most 4096 characters'],
  ['setEncryptionCert', `'x'.repeat(4097)`, 'encryptionCert must have at most 4096 characters'],
  ['setEncryptionPublicKey', `'x'.repeat(4097)`, 'encryptionPublicKey must have at most 4096 characters'],
  ['setCert', `'x'.repeat(4097)`, 'cert must have at most 4096 characters'],
  ['setKey', `'x'.repeat(4097)`, 'key must have at most 4096 characters'],
  ['setLifetimeInSeconds', `'600'`, 'lifetimeInSeconds must be a number'],
  ['setCreateUpnClaim', `1`, 'createUpnClaim must be a boolean'],
  ['setPassthroughClaimsWithNoMapping', `1`, 'passthroughClaimsWithNoMapping must be a boolean'],
  ['setMapUnknownClaimsAsIs', `1`, 'mapUnknownClaimsAsIs must be a boolean'],
  ['setMapIdentities', `1`, 'mapIdentities must be a boolean'],
  ['setSignResponse', `1`, 'signResponse must be a boolean'],
  ['setIncludeAttributeNameFormat', `1`, 'includeAttributeNameFormat must be a boolean'],
  ['setTypedAttributes', `1`, 'typedAttributes must be a boolean'],
  ['setSignatureAlgorithm', `'rsa-md5'`, 'signatureAlgorithm must be one of rsa-sha256, rsa-sha1'],
  ['setDigestAlgorithm', `'md5'`, 'digestAlgorithm must be one of sha256, sha1'],
  ['setEncryptionAlgorithm', `'des'`, 'encryptionAlgorithm must be one of aes256-gcm, aes256-cbc'],
  ['setNameIdentifierProbes', `Array(11).fill('a')`, 'nameIdentifierProbes must be an array of at most 10 strings'],
])('%s(%s) throws', async (method, value, threw) => {
  expect(await threwOf(`saml.${method}(${value})`)).toBe(threw);
});

test('100 attributes can be changed', async () => {
  const { calls } = await execute(`for (let i = 0; i <= 100; i++) saml.setAttribute('a' + i, 1);`);
  expect([calls.length, calls[100]?.threw]).toEqual([101, 'at most 100 attributes can be changed']);
});

test.each([
  ['documented', 4, 'the attributes must have at most 10240 bytes in all'],
  ['newest', 49, 'the attributes must have at most 102400 bytes in all'],
] as const)('in all they have as many bytes as the %s limit says', async (limits, fitting, threw) => {
  const { calls } = await execute(`for (let i = 0; i < 60; i++) saml.setAttribute('a' + i, 'v'.repeat(2048));`, {
    limits,
  });
  expect([calls.length - 1, calls.at(-1)?.threw]).toEqual([fitting, threw]);
});
