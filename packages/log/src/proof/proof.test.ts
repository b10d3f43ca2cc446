// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { entryOf } from '../entry/make-entry.ts';
import { decisionOf, testSigner } from '../testing/log-of.ts';
import { checkpointText } from '../tree/checkpoint.ts';
import { createTreeBuilder } from '../tree/frontier.ts';
import { proveConsistency, proveInclusion, type ReadLeaves } from '../tree/prove.ts';
import { checkProof } from './check-proof.ts';
import type { ConsistencyDocument, InclusionDocument } from './document.ts';
import { verifyMain } from './main.ts';
import { parseProof, PROOF_LIMITS } from './parse-document.ts';
import { printable } from './proof-text.ts';

const { signer, verifier } = testSigner();
const ENTRIES = Array.from({ length: 13 }, (_, n) => entryOf(decisionOf({ n })));
const SHOWN = 6;

const read: ReadLeaves = async function* (from, to) {
  await Promise.resolve();
  for (let position = from; position < to; position++) yield { position, hash: ENTRIES[position]!.leaf }; // sound: within the list
};

function noteOf(size: number): string {
  const tree = createTreeBuilder();
  for (const { leaf } of ENTRIES.slice(0, size)) tree.add(leaf);
  return signer.sign(checkpointText({ origin: signer.name, size, root: tree.root() }));
}

const base64 = (hashes: readonly Uint8Array[]): readonly string[] =>
  hashes.map((hash) => Buffer.from(hash).toString('base64'));

async function inclusion(): Promise<InclusionDocument> {
  const { body, openings } = ENTRIES[SHOWN]!; // sound: within the list
  const disclosed = Object.fromEntries(
    Object.entries(JSON.parse(openings) as Record<string, [string, unknown]>).map(([pointer, [salt, value]]) => [
      pointer,
      { salt, json: JSON.stringify(value) },
    ]),
  );
  const path = base64(await proveInclusion(read, SHOWN, 13));
  return {
    version: 1,
    proves: 'inclusion',
    signer: signer.name,
    checkpoint: noteOf(13),
    entries: [{ body, disclosed, index: SHOWN, path }],
  };
}

async function consistency(): Promise<ConsistencyDocument> {
  const path = base64(await proveConsistency(read, 6, 13));
  return { version: 1, proves: 'consistency', signer: signer.name, before: noteOf(6), checkpoint: noteOf(13), path };
}

/** Changes one character of a text that stays JSON: what it says is another thing then. */
const mutate = (text: string, at: number, char: string): string => text.slice(0, at) + char + text.slice(at + 1);

test('no character of a proof can be changed and it still be one of something else', async () => {
  for (const document of [await inclusion(), await consistency()]) {
    const text = JSON.stringify(document);
    const want = checkProof(document, verifier);
    expect(want.problem).toBeUndefined();
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
        const parsed = parseProof(mutate(text, at, char));
        if (parsed.document === undefined) return;
        const got = checkProof(parsed.document, verifier);
        // the signer's name is a hint which key to take, and in no proof
        if (got.proven !== undefined) expect(got).toEqual(want);
      }),
      { numRuns: 2000 },
    );
  }
});

test('whatever is given is a proof, or is told what is wrong with it; nothing is thrown', async () => {
  const known = await inclusion();
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.anything().map((value) => JSON.stringify(value) ?? ''),
    fc
      .record(
        {
          version: fc.constant(1),
          proves: fc.constantFrom('inclusion', 'consistency'),
          signer: fc.anything(),
          checkpoint: fc.anything(),
          entries: fc.anything(),
        },
        { requiredKeys: ['version', 'proves'] },
      )
      .map((value) => JSON.stringify(value)),
    fc
      .anything()
      .map((body) =>
        JSON.stringify({ ...known, entries: [{ ...known.entries[0], body: JSON.stringify(body) ?? 'x' }] }),
      ),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const { document, problem } = parseProof(text);
      expect(document === undefined).toBe(problem !== undefined);
      if (document !== undefined) expect(checkProof(document, verifier).proven).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['no JSON', 'it is not JSON', () => '{'],
  ['no object', 'the whole: expected an object', () => '[]'],
  ['more than a proof is', 'the whole: expected no member "more"', (of: InclusionDocument) => ({ ...of, more: 1 })],
  ['of a newer version', '/version: expected 1', (of: InclusionDocument) => ({ ...of, version: 2 })],
  ['without entries', '/entries: expected a list of 1 to 16', (of: InclusionDocument) => ({ ...of, entries: [] })],
  [
    'of a leaf below zero',
    '/entries/0/index: expected a whole number, not below zero',
    (of: InclusionDocument) => ({ ...of, entries: [{ ...of.entries[0], index: -1 }] }),
  ],
  [
    'with a path too long',
    '/entries/0/path: expected a list of 0 to 64',
    (of: InclusionDocument) => ({
      ...of,
      entries: [{ ...of.entries[0], path: Array(65).fill(of.entries[0]?.path[0]) }],
    }),
  ],
  [
    'with a hash that is none',
    '/entries/0/path/0: expected 32 bytes in base64',
    (of: InclusionDocument) => ({ ...of, entries: [{ ...of.entries[0], path: ['AAAA'] }] }),
  ],
  [
    'with a salt that is none',
    '/entries/0/disclosed/~1a/salt: expected 22 characters of base64url',
    (of: InclusionDocument) => ({
      ...of,
      entries: [{ ...of.entries[0], disclosed: { '/a': { salt: 'x', json: '1' } } }],
    }),
  ],
  ['too large', `expected at most ${PROOF_LIMITS.bytes} characters`, () => ' '.repeat(PROOF_LIMITS.bytes + 1)],
])('a proof that is %s', async (_, problem, make) => {
  const made = make(await inclusion());
  expect(parseProof(typeof made === 'string' ? made : JSON.stringify(made))).toEqual({ problem });
});

test('what a proof holds is no command to a terminal', () => {
  expect(printable('\u001b[2Jred\u202e\n\u2028')).toBe('\\u{1b}[2Jred\\u{202e}\\u{a}\\u{2028}');
  const err: string[] = [];
  const io = {
    write: () => undefined,
    warn: (text: string) => void err.push(text),
    read: () => Buffer.from('{"proves":"inclusion","\\u001b[2J":1}'),
  };
  expect(verifyMain(['x', '--key', signer.verifierKey], io)).toBe(2);
  expect(err).toEqual(['assay-verify: this is no proof: the whole: expected no member "\\u001b[2J"\n']);
});
