// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkProof, type ConsistencyDocument, type InclusionDocument } from '@assay/log/proof';
import { proveConsistency, proveEntry } from '@assay/log/prove';
import { openSqliteStore } from '@assay/log/sqlite';
import type { LogStore } from '@assay/log/store';
import { appendAndSeal, decisionsOf, testSigner } from '@assay/log/testing';
import { createVerifier, parseCheckpoint } from '@assay/log/tree';
import { findCommand } from '../cognito-deploy/run.ts';

const SIZES = [1, 2, 3, 7, 8, 9, 31, 64, 70];

interface Request {
  readonly do: 'sign' | 'inclusion' | 'consistency';
  readonly [name: string]: unknown;
}

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly note?: string;
  readonly key?: string;
}

const go = findCommand('go', ['version'], 'the check of notes and proofs with the Go project’s own packages');

/** What the packages of the Go project and of transparency.dev say of our notes and proofs, and ours of theirs. */
(go ? describe : describe.skip)('notes and proofs in the eyes of Go', () => {
  const { signer, verifier } = testSigner();
  const other = testSigner();
  let folder: string;
  let store: LogStore;
  let inclusions: readonly InclusionDocument[];
  let consistencies: readonly ConsistencyDocument[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    const built = spawnSync('go', ['build', '-o', join(folder, 'independent'), '.'], {
      cwd: join(__dirname, 'independent'),
      encoding: 'utf8',
      env: { ...process.env, CGO_ENABLED: '0' },
    });
    if (built.status !== 0) throw new Error(built.stderr);
    store = await openSqliteStore(join(folder, 'log.db'));
    for (const [at, size] of SIZES.entries()) await appendAndSeal(store, signer, decisionsOf(SIZES[at - 1] ?? 0, size));
    inclusions = await Promise.all(decisionsOf(0, 70).map(({ record }) => proveEntry(store, verifier, record.id)));
    consistencies = await Promise.all(SIZES.map((size) => proveConsistency(store, verifier, size)));
  }, 300_000);

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function ask(requests: readonly Request[]): readonly Answer[] {
    const input = requests.map((request) => JSON.stringify(request)).join('\n');
    const { stdout, stderr, status } = spawnSync(join(folder, 'independent'), [], { input, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer); // sound: what the program writes
  }

  const inclusionRequest = (document: InclusionDocument, key = signer.verifierKey): Request => {
    const [{ body, index, path }] = document.entries as [InclusionDocument['entries'][number]]; // sound: one decision, one entry
    return { do: 'inclusion', note: document.checkpoint, key, body, index, path };
  };
  const consistencyRequest = (
    { before, checkpoint, path }: ConsistencyDocument,
    key = signer.verifierKey,
  ): Request => ({
    do: 'consistency',
    before,
    note: checkpoint,
    key,
    path,
  });

  test('every entry is in the log, and the log has only grown', () => {
    const answers = ask([
      ...inclusions.map((document) => inclusionRequest(document)),
      ...consistencies.map((document) => consistencyRequest(document)),
    ]);
    expect(answers).toEqual(Array.from({ length: 70 + SIZES.length }, () => ({ ok: true })));
  });

  test('nothing is signed by another key', () => {
    const answers = ask([
      ...inclusions.map((document) => inclusionRequest(document, other.signer.verifierKey)),
      ...consistencies.map((document) => consistencyRequest(document, other.signer.verifierKey)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toEqual([]);
  });

  test('what is refused there is refused here, and the other way', () => {
    const entryOf = (document: InclusionDocument): InclusionDocument['entries'][number] => document.entries[0]!; // sound: one entry
    const changedInclusions = inclusions.flatMap((document) => {
      const entry = entryOf(document);
      const change = (changes: Partial<typeof entry>): InclusionDocument => ({
        ...document,
        entries: [{ ...entry, ...changes }],
      });
      const hash = Buffer.alloc(32, 1).toString('base64');
      return [
        change({ body: `${entry.body} ` }),
        change({ index: entry.index + 1 }),
        change({ index: 70 }),
        change({ path: entry.path.slice(1) }),
        change({ path: [...entry.path, hash] }),
        change({ path: entry.path.with(0, hash) }),
        change({ path: entry.path.toReversed() }),
        { ...document, checkpoint: document.checkpoint.replace('\n70\n', '\n71\n') },
        { ...document, checkpoint: document.checkpoint.replace(/\n$/, '') },
        { ...document, checkpoint: document.checkpoint.replace('\n\n', '\nextension\n\n') },
      ];
    });
    const changedConsistencies = consistencies.flatMap((document) => [
      { ...document, path: document.path.slice(1) },
      { ...document, path: [...document.path, Buffer.alloc(32, 1).toString('base64')] },
      { ...document, path: document.path.toReversed() },
      { ...document, before: document.checkpoint, checkpoint: document.before },
      { ...document, before: consistencies[3]!.before }, // sound: there are nine
    ]);
    const theirs = ask([
      ...changedInclusions.map((document) => inclusionRequest(document)),
      ...changedConsistencies.map((document) => consistencyRequest(document)),
    ]).map(({ ok }) => ok);
    const ours = [...changedInclusions, ...changedConsistencies].map(
      (document) => checkProof(document, verifier).problem === undefined,
    );
    expect(ours).toEqual(theirs);
    expect(ours.filter((isProven) => !isProven).length).toBeGreaterThan(600);
  });

  test('a note that Go signed is opened, and by its key alone', () => {
    const text = 'log.example.com/go\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension 1\n';
    for (const { note = '', key = '' } of ask([
      { do: 'sign', name: 'log.example.com/go', text },
      { do: 'sign', name: 'grüße.example.com', text },
    ])) {
      expect(createVerifier(key).open(note)).toBe(text);
      expect(createVerifier(key).open(note.replace('\n5\n', '\n6\n'))).toBeUndefined();
      expect(verifier.open(note)).toBeUndefined();
    }
    expect(parseCheckpoint(text)).toMatchObject({ origin: 'log.example.com/go', size: 5 });
  });
});
