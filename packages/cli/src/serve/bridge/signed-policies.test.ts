// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { createSigner, createVerifier } from '@assay/log/tree';
import { checkFiles } from '../../check-files.ts';
import type { CompiledProject } from '../../compiled-project.ts';
import { Failure } from '../../failure.ts';
import { signPack } from './policy-pack.ts';
import { createSignedPolicies } from './signed-policies.ts';

const SIGNER = createSigner(
  'policies.example.com',
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);
const verifier = createVerifier(SIGNER.verifierKey);
const FILES = {
  'assay.yaml':
    'assay: 1\nname: pay\npolicies: [p.yaml]\ngoverns: { outside: deny }\ntargets: { keycloak/issuance: {} }\nlog: { file: r.jsonl }\n',
  'p.yaml': 'policy: p\nowner: a@example.com\ngates:\n  - rule: all\n    permit: "true"\n',
};
const { project, compiled } = checkFiles((path) => (FILES as Readonly<Record<string, string>>)[path]);
const PROJECT = { directory: '/nowhere', project, compiled } as CompiledProject; // sound: it has no mistakes

const posted = (time: number): [Uint8Array, string] => {
  const { body, signature } = signPack(PROJECT, FILES, SIGNER, time);
  return [new TextEncoder().encode(body), signature];
};
const taking = (failing = false): ReturnType<typeof createSignedPolicies> =>
  createSignedPolicies(
    {
      replace: async (read) => {
        const { digest } = (await read()).compiled;
        if (failing) throw new Failure('ERR_PROJECT_INVALID', 'it cannot be loaded');
        return { digest, previous: 'before' };
      },
    },
    { verifier, directory: '/nowhere', clock: () => 300_001 },
  );

test('a signed one is taken, and a later one after it', async () => {
  const take = taking();
  const change = { digest: PROJECT.compiled.digest, previous: 'before' };
  expect([await take(...posted(1)), await take(...posted(2))]).toEqual([change, change]);
});

test('one that was signed before the last is refused, and so is the same again', async () => {
  const take = taking();
  await take(...posted(2));
  for (const time of [1, 2])
    await expect(take(...posted(time))).rejects.toMatchObject({ code: 'ERR_POLICY_SIGNATURE' });
});

test.each([
  ['five minutes ago', 0],
  ['in five minutes', 600_002],
])('one that was signed more than %s is refused', async (_, time) => {
  await expect(taking()(...posted(time))).rejects.toMatchObject({ code: 'ERR_POLICY_SIGNATURE' });
});

test('one that could not be loaded can come again', async () => {
  const take = taking(true);
  for (const _ of [1, 2]) await expect(take(...posted(1))).rejects.toMatchObject({ code: 'ERR_PROJECT_INVALID' });
});

test('without a key nothing is taken', async () => {
  const take = createSignedPolicies(
    { replace: () => Promise.reject(new Error('never')) },
    {
      directory: '/nowhere',
      clock: () => 0,
    },
  );
  await expect(take(...posted(1))).rejects.toMatchObject({ code: 'ERR_POLICY_SIGNATURE' });
});
