// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { entryOf } from '../entry/make-entry.ts';
import { checkProof } from '../proof/check-proof.ts';
import type { InclusionDocument } from '../proof/document.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { appendAndSeal, decisionOf, decisionsOf, testSigner } from '../testing/log-of.ts';
import { proveConsistency, proveEntry } from './prove-entry.ts';

const { signer, verifier } = testSigner();
const other = testSigner();
const idOf = (n: number): string => decisionOf({ n }).record.id;

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-prove-'));
  store = await openSqliteStore(join(folder, 'log.db'));
  await appendAndSeal(store, signer, decisionsOf(0, 10));
  await appendAndSeal(store, signer, decisionsOf(10, 25));
  await store.append(decisionsOf(25, 27).map((content) => entryOf(content)));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test('every entry under a checkpoint is proven, and says what it says', async () => {
  for (let n = 0; n < 25; n++) {
    const document = await proveEntry(store, verifier, idOf(n));
    const { proven } = checkProof(document, verifier);
    expect(proven).toMatchObject({
      proves: 'inclusion',
      checkpoint: { size: 25 },
      entries: [{ index: n, undisclosed: 0 }],
    });
    expect(checkProof(document, other.verifier)).toEqual({
      problem: '/checkpoint: this key has not signed it as a checkpoint of its log',
    });
  }
});

test('what is disclosed is told, and the rest is not there', async () => {
  const document = await proveEntry(store, verifier, idOf(3), { disclose: ['/who'] });
  expect(Object.keys(document.entries[0]!.disclosed)).toEqual(['/who/subject/id']); // sound: one entry
  expect(JSON.stringify(document)).toContain('user-3');
  expect(JSON.stringify(document)).not.toContain('north');
  expect(checkProof(document, verifier).proven).toMatchObject({
    entries: [{ disclosed: [{ pointer: '/who/subject/id', json: '"user-3"' }], undisclosed: 5 }],
  });
  const none = await proveEntry(store, verifier, idOf(3), { disclose: [] });
  expect(none.entries[0]).toMatchObject({ disclosed: {} });
  expect(JSON.stringify(none)).not.toContain('user-3');
});

test('a permit that was refused after all is proven with its refusal', async () => {
  await appendAndSeal(store, signer, [decisionOf({ n: 3, outcome: 'deny', subject: 'user-3' }, 30)]);
  const document = await proveEntry(store, verifier, idOf(3));
  expect(new Set(document.entries.map(({ index }) => index))).toEqual(new Set([3, 27]));
  expect(checkProof(document, verifier).problem).toBeUndefined();
});

test('what was erased is proven still, and cannot be disclosed', async () => {
  await store.erase([entryOf(decisionOf({ n: 3 })).key]);
  const document = await proveEntry(store, verifier, idOf(3));
  expect(checkProof(document, verifier).proven).toMatchObject({
    entries: [{ index: 3, disclosed: [], undisclosed: 6 }],
  });
  await expect(proveEntry(store, verifier, idOf(3), { disclose: ['/who'] })).rejects.toMatchObject({
    code: 'ERR_LOG_NOT_FOUND',
  });
});

test('nothing is proven that cannot be', async () => {
  await expect(proveEntry(store, verifier, 'nothing')).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
  await expect(proveEntry(store, verifier, idOf(26))).rejects.toMatchObject({
    code: 'ERR_LOG_PROOF',
    message: `no checkpoint covers \`${idOf(26)}\` yet: \`assay log seal\` signs one`,
  });
  await expect(proveEntry(store, other.verifier, idOf(3))).rejects.toMatchObject({ code: 'ERR_LOG_PROOF' });
  const db = new DatabaseSync(join(folder, 'log.db'));
  db.exec(`UPDATE entry SET leaf = zeroblob(32) WHERE position = 12`);
  db.close();
  await expect(proveEntry(store, verifier, idOf(3))).rejects.toMatchObject({
    code: 'ERR_LOG_PROOF',
    message: 'the log is not what was signed: /entries/0: this body is not entry 3 of the log that was signed',
  });
});

test('a log is proven to have only grown', async () => {
  const document = await proveConsistency(store, verifier, 10);
  expect(checkProof(document, verifier).proven).toMatchObject({ before: { size: 10 }, checkpoint: { size: 25 } });
  expect(checkProof({ ...document, path: document.path.slice(1) }, verifier).problem).toBe(
    'the log of 25 entries is not shown to begin with that of 10',
  );
  await expect(proveConsistency(store, verifier, 11)).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
  await expect(proveConsistency(store, other.verifier, 10)).rejects.toMatchObject({ code: 'ERR_LOG_NOT_FOUND' });
});

test('several writers, in two connections, are of one tree', async () => {
  const second = await openSqliteStore(join(folder, 'log.db'));
  for (let n = 100; n < 110; n++) {
    const target = n % 2 === 0 ? store : second;
    await target.append([entryOf(decisionOf({ n }, Math.floor((n - 100) / 2), `host-${n % 2}`))]);
  }
  await appendAndSeal(second, signer, []);
  for (let n = 100; n < 110; n++)
    expect(checkProof(await proveEntry(store, verifier, idOf(n)), verifier).proven).toMatchObject({
      checkpoint: { size: 37 },
      entries: [{ index: n - 73, content: { writer: `host-${n % 2}` } }],
    });
  await second.close();
});

describe('the published verifier', () => {
  const run = (
    ...args: readonly string[]
  ): { readonly code: number | null; readonly out: string; readonly err: string } => {
    // alone in a folder, with nothing of ours beside it
    copyFileSync(join(__dirname, '../../bin/assay-verify.mjs'), join(folder, 'assay-verify.mjs'));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['assay-verify.mjs', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {},
      input: args.includes('-') ? '{}' : '',
    });
    return { code: status, out: stdout, err: stderr };
  };
  let document: InclusionDocument;
  beforeEach(async () => {
    document = await proveEntry(store, verifier, idOf(3), { disclose: ['/who/subject/id'] });
    writeFileSync(join(folder, 'proof.json'), JSON.stringify(document));
    writeFileSync(join(folder, 'log.key'), `${signer.verifierKey}\n`);
  });

  test('says what is proven', () => {
    const root = document.checkpoint.split('\n')[2];
    expect(run('proof.json', '--key', signer.verifierKey)).toEqual({
      code: 0,
      out: `proven: entry 3 of log.example.com/payments
  checkpoint   25 entries, root ${root}
  kind         decision, number 3 of w1
  id           ${idOf(3)}
  time         2026-11-20T12:03:00.000Z
  outcome      permit
  effect       issued_as_decided
  mode         enforce
  disclosed    /who/subject/id "user-3"
  undisclosed  5 fields
`,
      err: '',
    });
    const { code, out } = run('proof.json', '--key', 'log.key', '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      { ok: true, proves: 'inclusion', checkpoint: { size: 25, root }, entries: [{ index: 3 }] },
    ]);
  });

  test('says that a log has only grown', async () => {
    writeFileSync(join(folder, 'grown.json'), JSON.stringify(await proveConsistency(store, verifier, 10)));
    expect(run('grown.json', '--key', 'log.key')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^proven: log.example.com\/payments has only grown\n {2}from {2}10 entries, root \S+\n {2}to {4}25 entries, root \S+\n$/,
      ),
    });
  });

  test('refuses what was changed, and another key', () => {
    writeFileSync(join(folder, 'changed.json'), JSON.stringify(document).replace('user-3', 'user-4'));
    expect(run('changed.json', '--key', 'log.key')).toEqual({
      code: 1,
      out: '',
      err: 'assay-verify: not proven: /entries/0/disclosed: "/who/subject/id" is not what the entry commits to\n',
    });
    expect(run('proof.json', '--key', other.signer.verifierKey)).toEqual({
      code: 1,
      out: '',
      err: 'assay-verify: not proven: /checkpoint: this key has not signed it as a checkpoint of its log\n',
    });
  });

  test('says what it cannot read', () => {
    expect(run('proof.json')).toMatchObject({ code: 2, err: expect.stringMatching(/^usage: /) });
    expect(run('proof.json', '--key', 'nothing')).toEqual({
      code: 2,
      out: '',
      err: 'assay-verify: the key is not a verifier key `name+hash+key`\n',
    });
    expect(run('-', '--key', 'log.key')).toEqual({
      code: 2,
      out: '',
      err: 'assay-verify: this is no proof: /proves: expected "inclusion" or "consistency"\n',
    });
    expect(run('nowhere.json', '--key', 'log.key')).toMatchObject({
      code: 2,
      err: expect.stringContaining('could not be read'),
    });
    expect(run('--help')).toMatchObject({ code: 0, out: expect.stringMatching(/^usage: /), err: '' });
  });
});
