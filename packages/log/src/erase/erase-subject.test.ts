// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionContent } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import { contentOf } from '../entry/reveal.ts';
import { verifyLog } from '../prove/verify-log.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { testSigner } from '../testing/log-of.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { seal } from '../tree/seal.ts';
import { erasePlanned, planErasure } from './erase-subject.ts';

const { signer, verifier } = testSigner();
const WHO = 'zoe-4711';

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-erase-'));
  store = await openSqliteStore(join(folder, 'log.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const decision = (n: number, subject: string): DecisionContent => ({
  kind: 'decision',
  writer: 'w1',
  seq: n,
  record: recordOf({ n, subject }),
});

/** Of somebody five; one more that names them as an actor, one in its inputs, one in a claim; and two whose ids only look like it. */
async function fill(): Promise<void> {
  const other = decision(5, 'lee');
  const { record } = other;
  const all = [
    ...Array.from({ length: 5 }, (_, n) => decision(n, WHO)),
    { ...other, record: { ...record, who: { ...record.who!, actors: [{ type: 'user' as const, id: WHO }] } } }, // sound: made above
    {
      ...decision(6, 'lee'),
      record: recordOf({ n: 6, subject: 'lee', inputs: { digest: 'd', attributes: { app: { [WHO]: 1 } } } as never }),
    },
    { ...decision(7, 'lee'), record: recordOf({ n: 7, subject: 'lee', claims: { owner: WHO } }) },
    decision(8, `${WHO}0`),
    decision(9, `x${WHO}`),
  ];
  await store.append(all.map((content) => entryOf(content)));
  await seal(store, signer, () => TEST_START);
}

const ordered = { by: 'privacy office', writer: 'erase-1', clock: () => TEST_START };

it('finds every entry that tells of somebody, and changes nothing', async () => {
  await fill();
  const { keys, ...counts } = await planErasure(store, [WHO]);
  expect([keys.length, counts]).toEqual([8, { asSubject: 5, elsewhere: 3 }]);
  expect((await store.page({ subject: WHO }, { limit: 9 })).entries).toHaveLength(5);
});

it('erases somebody: nothing of them is left in the file, the log says that it was done, and it still verifies', async () => {
  await fill();
  await erasePlanned(store, await planErasure(store, [WHO]), ordered);
  expect((await planErasure(store, [WHO])).keys).toEqual([]);
  const [said] = (await store.page({ terms: [['kind=erasure']] }, { limit: 9 })).entries.map(contentOf);
  expect(said).toEqual({
    kind: 'erasure',
    writer: 'erase-1',
    seq: 0,
    time: new Date(TEST_START).toISOString(),
    entries: 8,
    by: 'privacy office',
  });
  await seal(store, signer, () => TEST_START);
  const { ok, erased, size, findings } = await verifyLog(store, [verifier]);
  expect([ok, erased, size, findings.map(({ code }) => code)]).toEqual([true, 8, 11, ['erasure']]);
  await store.close();
  const text = readFileSync(join(folder, 'log.db'), 'latin1').replaceAll(`${WHO}0`, '').replaceAll(`x${WHO}`, '');
  expect(text.includes(WHO)).toBe(false);
  store = await openSqliteStore(join(folder, 'log.db'));
});

it('says nothing where there is nothing to erase', async () => {
  await fill();
  await erasePlanned(store, await planErasure(store, ['nobody']), ordered);
  expect((await store.page({ terms: [['kind=erasure']] }, { limit: 9 })).entries).toEqual([]);
});
