// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { entryOf } from '../entry/make-entry.ts';
import type { Content } from '../entry/entry.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { appendAndSeal, decisionOf, decisionsOf, testSigner } from '../testing/log-of.ts';
import { TEST_START } from '../testing/record-of.ts';
import { checkpointText } from '../tree/checkpoint.ts';
import { createTreeBuilder } from '../tree/frontier.ts';
import { leafHash } from '../tree/hashes.ts';
import { seal } from '../tree/seal.ts';
import type { LogFindingCode } from './findings.ts';
import { verifyLog, type LogReport } from './verify-log.ts';

const { signer, verifier } = testSigner();
const other = testSigner();

let folder: string;
let path: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-prove-'));
  path = join(folder, 'log.db');
  store = await openSqliteStore(path);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** 40 decisions under checkpoints of 10, 25 and 40, and 3 under none. */
async function fill(): Promise<void> {
  for (const [from, to] of [
    [0, 10],
    [10, 25],
    [25, 40],
  ] as const)
    await appendAndSeal(store, signer, decisionsOf(from, to));
  await append(...decisionsOf(40, 43));
}

const append = (...contents: readonly Content[]): ReturnType<LogStore['append']> =>
  store.append(contents.map((content) => entryOf(content)));

const verify = (elsewhere: readonly string[] = []): Promise<LogReport> => verifyLog(store, [verifier], { elsewhere });

/** What somebody does who has the file, and no key. */
function tamper(...statements: readonly string[]): void {
  const db = new DatabaseSync(path);
  try {
    for (const statement of statements) db.exec(statement);
  } finally {
    db.close();
  }
}

const codesOf = ({ counts }: LogReport): readonly string[] => Object.keys(counts).toSorted();
const FINE: readonly LogFindingCode[] = ['unsigned'];

describe('a log nobody touched', () => {
  test('holds, and what it holds is counted', async () => {
    await fill();
    const progress: (readonly number[])[] = [];
    const report = await verifyLog(store, [verifier], { onProgress: (done, total) => progress.push([done, total]) });
    expect(report).toEqual({
      ok: true,
      size: 43,
      signed: 40,
      entries: 43,
      decisions: 43,
      erased: 0,
      dropped: 0,
      lost: 0,
      notInTree: 0,
      checkpoints: 3,
      writers: 1,
      findings: [
        {
          code: 'unsigned',
          severity: 'info',
          message: 'the last 3 of 43 entries are not under a checkpoint that holds',
          position: 40,
        },
      ],
      counts: { unsigned: 1 },
    });
    expect(progress).toEqual([[43, 43]]);
  });

  test('may be empty', async () => {
    expect(await verify()).toMatchObject({ ok: true, size: 0, checkpoints: 0, findings: [] });
    await seal(store, signer, () => 0);
    expect(await verify()).toMatchObject({ ok: true, size: 0, checkpoints: 1, findings: [] });
  });

  test('holds with several writers, repeats, losses and a late spill, which are told', async () => {
    await append(
      ...[0, 1, 2, 5].map((n) => decisionOf({ n })),
      ...[0, 1].map((n) => decisionOf({ n: 100 + n, adapter: 'auth0' }, n, 'w2')),
      { kind: 'repeat', writer: 'w2', seq: 2, time: new Date(TEST_START).toISOString(), of: 'x' },
      {
        kind: 'loss',
        writer: 'w1',
        seq: 3,
        time: new Date(TEST_START).toISOString(),
        lost: { writer: 'w1', from: 3, to: 4 },
        reason: 'ERR_STORE_FULL',
      },
      decisionOf({ n: 4 }),
    );
    await seal(store, signer, () => 0);
    const report = await verify();
    expect(report).toMatchObject({
      ok: true,
      writers: 2,
      lost: 1,
      decisions: 7,
      counts: { lost: 1, 'lost-and-found': 1, 'clock-far': 1 },
    });
    expect(report.findings.map(({ message }) => message)).toEqual([
      '`w1` is 5820 s behind what `w2` wrote before it',
      '1 records of `w1` were lost, of numbers 3 to 4',
      '1 records of `w1` were said to be lost, of numbers 3 to 4',
    ]);
  });

  test('holds after an erasure', async () => {
    await fill();
    await store.erase([entryOf(decisionOf({ n: 7 })).key, entryOf(decisionOf({ n: 41 })).key]);
    await append({
      kind: 'erasure',
      writer: 'e',
      seq: 0,
      time: new Date(TEST_START).toISOString(),
      entries: 2,
      by: 'dpo',
    });
    expect(await verify()).toMatchObject({ ok: true, erased: 2, size: 44, counts: { erasure: 1, unsigned: 1 } });
  });

  test('holds after a day was dropped, when retention says so', async () => {
    await appendAndSeal(store, signer, decisionsOf(0, 10));
    await appendAndSeal(
      store,
      signer,
      [10, 11, 12].map((n) => decisionOf({ n, time: TEST_START + 86_400_000 + n })),
    );
    expect(await store.dropPartition('2026-11-20')).toBe(10);
    expect(await verify()).toMatchObject({ ok: false, counts: { 'dropped-unsaid': 1, 'number-dropped': 1 } });
    const time = new Date(TEST_START + 86_400_000).toISOString();
    await append({
      kind: 'retention',
      writer: 'r',
      seq: 0,
      time,
      day: '2026-11-20',
      entries: 10,
      by: 'ops',
      exported: 'a'.repeat(64),
    });
    const report = await verify();
    expect(report).toMatchObject({ ok: true, dropped: 10, entries: 4, size: 14, checkpoints: 2 });
    expect(codesOf(report)).toEqual(['number-dropped', 'retention', 'unsigned']);
  });

  test('holds as others have kept it', async () => {
    const early = await appendAndSeal(store, signer, decisionsOf(0, 10));
    await appendAndSeal(store, signer, decisionsOf(10, 20));
    expect(await verify([early])).toMatchObject({ ok: true, checkpoints: 2, findings: [] });
  });
});

describe('tampering is found:', () => {
  beforeEach(fill);
  const found = async (codes: readonly LogFindingCode[], elsewhere?: readonly string[]): Promise<LogReport> => {
    const report = await verify(elsewhere);
    expect([report.ok, codesOf(report)]).toEqual([false, [...codes, ...FINE].toSorted()]);
    return report;
  };

  test('a body that was edited', async () => {
    tamper(`UPDATE entry SET body = replace(body, 'payments:read', 'payments:all') WHERE position = 12`);
    const report = await found(['checkpoint-root', 'entry-changed']);
    expect(report.findings.find(({ code }) => code === 'entry-changed')).toMatchObject({ position: 12 });
    expect(report.findings.find(({ code }) => code === 'checkpoint-root')).toEqual({
      code: 'checkpoint-root',
      severity: 'error',
      message: 'entries 10 to 24 are not what the checkpoint of 25 entries says, or not in that order',
      position: 10,
    });
    // the checkpoints before and after still hold
    expect(report.checkpoints).toBe(2);
  });

  test('a body that was edited, and its hash with it', async () => {
    tamper(
      `UPDATE entry SET body = replace(body, 'payments:read', 'payments:all'), leaf = zeroblob(32) WHERE position = 12`,
    );
    await found(['checkpoint-root', 'entry-changed']);
  });

  test('a body that is none any more', async () => {
    tamper(`UPDATE entry SET body = '{"kind":"decision"}' WHERE position IN (12, 41)`);
    await found(['checkpoint-root', 'entry-changed', 'entry-unreadable', 'number-missing']);
  });

  test('an opening that was edited, under a checkpoint and after the last', async () => {
    tamper(`UPDATE entry SET openings = replace(openings, 'north', 'south') WHERE position IN (12, 41)`);
    const report = await found(['opening-differs']);
    expect(
      report.findings.map(({ position, message }) => [position, message.replace(/`[^`]*\.permit`/, 'KEY')]),
    ).toEqual([
      [12, 'what is kept for `/granted/tokens/0/claims/0/value` of entry KEY is not what it commits to'],
      [41, 'what is kept for `/granted/tokens/0/claims/0/value` of entry KEY is not what it commits to'],
      [40, expect.any(String)],
    ]);
  });

  test('an opening for what commits to nothing', async () => {
    tamper(`UPDATE entry SET openings = replace(openings, '"/correlation"', '"/trigger"') WHERE position IN (12, 41)`);
    await found(['opening-stray']);
  });

  test('openings that changed places', async () => {
    tamper(
      `UPDATE entry SET openings = replace(replace(replace(openings, '"/correlation"', '"/x"'), '"/inputs"', '"/correlation"'), '"/x"', '"/inputs"') WHERE position IN (12, 41)`,
    );
    expect((await found(['opening-differs'])).counts['opening-differs']).toBe(4);
  });

  test('openings that are no JSON', async () => {
    tamper(`UPDATE entry SET openings = '{"/who' WHERE position IN (12, 41)`);
    await found(['entry-unreadable', 'number-missing']);
  });

  test('a subject, a time, a key or a number that is not that of the body', async () => {
    tamper(
      `UPDATE entry SET subject = 'mallory' WHERE position IN (3, 40)`,
      `UPDATE entry SET subject = NULL WHERE position = 4`,
      `UPDATE entry SET time = time + 1 WHERE position = 5`,
      `UPDATE entry SET key = replace(key, 'permit', 'deny') WHERE position = 6`,
      `UPDATE entry SET seq = 1000 WHERE position = 7`,
    );
    const { counts, findings } = await verify();
    expect(counts).toMatchObject({ 'entry-columns': 6, 'number-missing': 2 });
    expect(
      findings
        .filter(({ code }) => code === 'entry-columns')
        .map(({ position, message }) => [position, message.split(' another ')[1]]),
    ).toEqual([
      [3, 'subject than it says'],
      [4, 'subject than it says'],
      [5, 'time than it says'],
      [6, 'key than it says'],
      [7, 'number than it says'],
      [40, 'subject than it says'],
    ]);
  });

  test('an entry that was deleted', async () => {
    tamper(`DELETE FROM entry WHERE position = 12`);
    const report = await found(['entry-missing', 'number-missing']);
    expect(report.findings.find(({ code }) => code === 'entry-missing')).toMatchObject({
      message: 'entry 12 is missing',
      position: 12,
    });
  });

  test('an entry that was deleted, and the others moved up', async () => {
    tamper(
      `DELETE FROM entry WHERE position = 12`,
      ...Array.from({ length: 30 }, (_, at) => `UPDATE entry SET position = ${12 + at} WHERE position = ${13 + at}`),
    );
    const report = await verify();
    expect(codesOf(report)).toEqual(['checkpoint-root', 'number-missing', 'unsigned']);
    // from the edge that was kept it goes on, and the next entries are not where they were
    expect(report.counts['checkpoint-root']).toBe(2);
  });

  test('a deletion that is passed off as retention', async () => {
    const { leaf, key } = entryOf(decisionOf({ n: 12, subject: 'user-5' }));
    tamper(
      `INSERT INTO dropped SELECT 12, '${key}', x'${Buffer.from(leaf).toString('hex')}'`,
      `DELETE FROM entry WHERE position = 12`,
    );
    const report = await verify();
    expect(report.counts).toMatchObject({ 'dropped-unsaid': 1 });
    expect(report.ok).toBe(false);
  });

  test('entries that changed places', async () => {
    tamper(
      `UPDATE entry SET position = 1000 WHERE position = 12`,
      `UPDATE entry SET position = 12 WHERE position = 13`,
      `UPDATE entry SET position = 13 WHERE position = 1000`,
    );
    await found(['checkpoint-root']);
  });

  test('a tail that was cut off under a checkpoint', async () => {
    tamper(`DELETE FROM entry WHERE position >= 30`);
    const report = await verify();
    expect([report.ok, codesOf(report), report.signed]).toEqual([false, ['checkpoint-ahead', 'unsigned'], 25]);
  });

  test('a tail that was cut off with its checkpoint, by who has kept one', async () => {
    const kept = (await store.checkpoints()).at(-1)!.note; // sound: three of them
    tamper(`DELETE FROM entry WHERE position >= 25`, `DELETE FROM checkpoint WHERE size > 25`);
    expect(await verify()).toMatchObject({ ok: true });
    expect(await verify([kept])).toMatchObject({ ok: false, counts: { 'checkpoint-ahead': 1 } });
  });

  test('a checkpoint by another key of the same name', async () => {
    const checkpoint = (await store.checkpoints())[1]!; // sound: three of them
    const forged = other.signer.sign(checkpoint.note.slice(0, checkpoint.note.indexOf('\n\n') + 1));
    tamper(`UPDATE checkpoint SET note = '${forged}' WHERE size = 25`);
    await found(['checkpoint-unsigned']);
    expect(await verifyLog(store, [verifier, other.verifier])).toMatchObject({ ok: true, checkpoints: 3 });
  });

  test('a checkpoint that is none', async () => {
    tamper(`UPDATE checkpoint SET note = 'x' WHERE size = 25`);
    await found(['checkpoint-unsigned']);
  });

  test('a checkpoint under another size', async () => {
    tamper(`UPDATE checkpoint SET size = 26 WHERE size = 25`);
    await found(['checkpoint-edge', 'checkpoint-size']);
  });

  test.each(['[]', '["AAAA","AAAA"]', '["x","y","z"]'])('an edge of a checkpoint that is %s', async (frontier) => {
    tamper(`UPDATE checkpoint SET frontier = '${frontier}' WHERE size = 40`);
    await found(['checkpoint-edge']);
    await expect(seal(store, signer, () => 0)).rejects.toMatchObject({ code: 'ERR_LOG_CORRUPT' });
  });

  test('a second history that was signed: of one size, and with one of each', async () => {
    const tree = createTreeBuilder();
    for (let n = 0; n < 25; n++) tree.add(leafHash(`something else ${n}`));
    const fork = signer.sign(checkpointText({ origin: signer.name, size: 25, root: tree.root() }));
    await found(['checkpoint-fork'], [fork]);
    tree.add(leafHash('more'));
    await found(
      ['checkpoint-root'],
      [signer.sign(checkpointText({ origin: signer.name, size: 26, root: tree.root() }))],
    );
    // the same in the file itself
    const roots = JSON.stringify(tree.frontier().roots.map((root) => Buffer.from(root).toString('base64')));
    const note = signer.sign(checkpointText({ origin: signer.name, size: 26, root: tree.root() }));
    tamper(`INSERT INTO checkpoint VALUES (26, '${note}', '${roots}', 0)`);
    await found(['checkpoint-root']);
  });

  test('numbers that are used twice', async () => {
    await append(decisionOf({ n: 50 }, 12));
    await found(['number-twice']);
  });

  test('numbers that are missing though no entry is', async () => {
    await append(decisionOf({ n: 50 }, 45));
    const { findings } = await found(['number-missing']);
    expect(findings[0]).toMatchObject({ message: 'numbers 43 to 44 of `w1` are not there' });
  });

  test('positions nobody could have reached, without trying to', async () => {
    tamper(`UPDATE entry SET position = 9007199254740000 WHERE position = 42`);
    await found(['entry-missing']);
  });

  test('a checkpoint of more entries than anybody has, without trying to read them', async () => {
    const size = 900_000_000_000_000;
    const note = signer.sign(checkpointText({ origin: signer.name, size, root: leafHash('') }));
    await found(['checkpoint-ahead'], [note]);
  });
});

describe('what is no tampering is told:', () => {
  test('no key to verify with', async () => {
    await fill();
    expect(await verifyLog(store, [])).toMatchObject({
      ok: true,
      checkpoints: 3,
      counts: { 'checkpoint-unchecked': 1, unsigned: 1 },
    });
  });

  test('a clock that went back', async () => {
    await append(decisionOf({ n: 5 }, 0), decisionOf({ n: 3 }, 1), decisionOf({ n: 4 }, 2));
    const { ok, findings } = await verify();
    expect([ok, findings[0]]).toEqual([
      true,
      {
        code: 'clock-back',
        severity: 'warning',
        message: 'the clock of `w1` went back by 120 s before its number 1',
        position: 1,
        key: entryOf(decisionOf({ n: 3 })).key,
      },
    ]);
  });
});

describe('a log that was tampered with is not signed over:', () => {
  beforeEach(fill);

  test('a missing entry', async () => {
    tamper(`DELETE FROM entry WHERE position = 41`);
    await expect(seal(store, signer, () => 0)).rejects.toMatchObject({
      code: 'ERR_LOG_CORRUPT',
      message: `the log \`${path}\`: entry 41 of 43 is missing`,
    });
  });

  test('a tail that was cut off', async () => {
    tamper(`DELETE FROM entry WHERE position >= 30`);
    await expect(seal(store, signer, () => 0)).rejects.toMatchObject({
      code: 'ERR_LOG_CORRUPT',
      message: `the log \`${path}\`: its last checkpoint has 40 entries, and it has 30`,
    });
  });
});
