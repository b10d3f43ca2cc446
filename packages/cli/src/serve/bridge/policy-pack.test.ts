// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import { createSigner, createVerifier, type Signer } from '@assay/log/tree';
import { checkFiles } from '../../check-files.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { openPack, signPack } from './policy-pack.ts';

const signerOf = (): Signer =>
  createSigner(
    'policies.example.com',
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
const SIGNER = signerOf();
const AT = { verifier: createVerifier(SIGNER.verifierKey), directory: '/nowhere' };
const FILES = {
  'assay.yaml':
    'assay: 1\nname: pay\npolicies: [p.yaml]\ngoverns: { outside: deny }\ntargets: { keycloak/issuance: {} }\nlog: { file: r.jsonl }\n',
  'p.yaml':
    'policy: p\nowner: a@example.com\ngates:\n  - rule: all\n    permit: "true"\nscopes:\n  a:\n    - rule: r\n      permit: "true"\n',
};

function compiled(files: Readonly<Record<string, string>> = FILES): CompiledProject {
  const { project, compiled: set, diagnostics } = checkFiles((path) => files[path]);
  if (project === undefined || set === undefined) throw new Error(JSON.stringify(diagnostics));
  return { directory: '/nowhere', project, compiled: set };
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const codeOf = (open: () => unknown): string => {
  try {
    open();
    return 'opened';
  } catch (cause) {
    return (cause as { code: string }).code; // sound: what it throws has one, or the test fails
  }
};

test('what was signed is opened, with the files it was compiled of', () => {
  const project = compiled();
  const { body, signature } = signPack(project, FILES, SIGNER, 1_790_000_000_000);
  const opened = openPack(bytes(body), signature, AT);
  expect([opened.signedAt, opened.project.compiled.digest]).toEqual([1_790_000_000_000, project.compiled.digest]);
});

test.each([
  ['another key', (body: string) => [body, signPack(compiled(), FILES, signerOf(), 1).signature]],
  ['no signature', (body: string) => [body, 'bm90aGluZw==']],
  ['a signature of something else', (body: string) => [body, Buffer.from(SIGNER.sign('hello\n')).toString('base64')]],
  [
    'other files than those of the table',
    (body: string, signature: string) => [body.replace('rule: all', 'rule: any'), signature],
  ],
  ['something that is no pack', (_: string, signature: string) => ['[]', signature]],
])('%s is refused', (_, change) => {
  const { body, signature } = signPack(compiled(), FILES, SIGNER, 1);
  const [changed = '', by = ''] = change(body, signature);
  expect(codeOf(() => openPack(bytes(changed), by, AT))).toBe('ERR_POLICY_SIGNATURE');
});

test('settings beside the table are signed, too', () => {
  const { body, signature } = signPack(compiled(), FILES, SIGNER, 1);
  const other = body.replace('keycloak/issuance: {}', 'keycloak/issuance: { own_audiences: [orders-api] }');
  expect(other).not.toBe(body);
  expect(codeOf(() => openPack(bytes(other), signature, AT))).toBe('ERR_POLICY_SIGNATURE');
});

test('files with mistakes are refused, whoever signed them', () => {
  const broken = { ...FILES, 'p.yaml': FILES['p.yaml'].replace('owner: a@example.com', 'ownr: x') };
  const { body, signature } = signPack(compiled(), broken, SIGNER, 1);
  expect(codeOf(() => openPack(bytes(body), signature, AT))).toBe('ERR_PROJECT_INVALID');
});

test('files that compile to another table than the one beside them are refused, whoever signed them', () => {
  const other = { ...FILES, 'p.yaml': FILES['p.yaml'].replace('  a:', '  b:') };
  const { body, signature } = signPack(compiled(), other, SIGNER, 1);
  expect(codeOf(() => openPack(bytes(body), signature, AT))).toBe('ERR_POLICY_SIGNATURE');
});

test('whatever is posted is refused with a code', () => {
  const { signature } = signPack(compiled(), FILES, SIGNER, 1);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.oneof(fc.constant(signature), fc.string()), (body, by) => {
      expect(codeOf(() => openPack(body, by, AT))).toMatch(/^ERR_(POLICY_SIGNATURE|PROJECT_INVALID)$/);
    }),
  );
});
