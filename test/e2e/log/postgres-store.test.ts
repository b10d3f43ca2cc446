// SPDX-License-Identifier: Apache-2.0
// The log in a real PostgreSQL: the suite of every store, and what only a server that several write to can do wrong.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AssayError } from '@assay/core/errors';
import { openPostgresStore, type PostgresOptions } from '@assay/log/postgres';
import { exportDay, planRetention, readExport, retain } from '@assay/log/retain';
import {
  entryOf,
  type Content,
  type DecisionContent,
  type Entry,
  type LogStore,
  type StoredEntry,
} from '@assay/log/store';
import { recordOf, STORE_SUITE, TEST_START, type RecordPart } from '@assay/log/testing';
import { findPostgres, PASSWORD, startPostgres, type Postgres } from '../postgres.ts';
import { freePort } from '../server.ts';

const part = findPostgres();
if (!part.ok) process.stderr.write(`the end-to-end test of the log in PostgreSQL is skipped: it ${part.why}\n`);

const DAY = 86_400_000;
const ID = '01a1b2c3';

(part.ok ? describe : describe.skip)('the log in PostgreSQL', () => {
  let server: Postgres;
  let opened: LogStore[];
  let schemas = 0;
  let schema: string;

  beforeAll(async () => {
    if (part.ok) server = await startPostgres(part);
  });
  afterAll(() => server?.stop()); // not there where it did not start
  beforeEach(() => {
    opened = [];
    schema = `log_${schemas++}`;
  });
  afterEach(() => Promise.all(opened.map((store) => store.close())));

  const open = async (options: Partial<PostgresOptions> = {}): Promise<LogStore> => {
    const store = await openPostgresStore({ url: server.url, schema, ...options });
    opened.push(store);
    return store;
  };

  it.each(STORE_SUITE)('$name', ({ run }) => run(() => open()));

  describe('several at once', () => {
    it('opens for all who come first', async () => {
      const stores = await Promise.all(Array.from({ length: 4 }, () => open({ poolSize: 1 })));
      expect(await Promise.all(stores.map((store) => store.sequence()))).toEqual([0, 0, 0, 0]);
    });

    it('keeps each entry once where four write the same, and puts all of them into the tree once', async () => {
      const stores = await Promise.all(Array.from({ length: 4 }, () => open({ poolSize: 2 })));
      const all = Array.from({ length: 400 }, (_, n) =>
        entry({ n, time: TEST_START + n * 20 * 60_000, client: `c${n % 7}` }),
      );
      const outcomes = await Promise.all(
        stores.map(async (store, writer) => {
          const results: string[] = [];
          // overlapping batches, each writer in an order of its own
          for (let at = 0; at < 400; at += 50) {
            const batch = Array.from({ length: 100 }, (_, n) => all[(at + n + writer * 100) % 400]!); // sound: 400 of them
            results.push(...(await store.append(writer % 2 === 0 ? batch : batch.toReversed())));
            await store.sequence();
          }
          return results;
        }),
      );
      expect(outcomes.flat().filter((of) => of === 'stored')).toHaveLength(400);
      expect(outcomes.flat().filter((of) => of !== 'stored' && of !== 'known')).toEqual([]);
      const [store] = stores;
      const leaves = await collect(store!.leaves(0, 1000)); // sound: four of them
      expect(leaves.map(({ position }) => position)).toEqual(all.map((_, at) => at));
      expect(leaves.map(({ key }) => key).toSorted()).toEqual(all.map(({ key }) => key).toSorted());
    }, 60_000);

    it('loses nothing that was acknowledged when its connections are ended again and again', async () => {
      const store = await open({ poolSize: 2 });
      const acknowledged: string[] = [];
      let rejected = 0;
      let isDone = false;
      const ending = (async () => {
        while (!isDone) {
          await server.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'assay' AND pid <> pg_backend_pid()`,
          );
          await sleep(15);
        }
      })();
      for (let n = 0; n < 3000; n += 20) {
        const batch = Array.from({ length: 20 }, (_, at) => entry({ n: n + at, time: TEST_START + n + at }));
        for (let isWritten = false; !isWritten;) {
          try {
            const results = await store.append(batch);
            expect(results.filter((of) => of !== 'stored' && of !== 'known')).toEqual([]);
            acknowledged.push(...batch.map(({ key }) => key));
            isWritten = true;
          } catch (cause) {
            rejected++;
            expect((cause as AssayError).code).toMatch(/^ERR_(SINK_WRITE|STORE_OPEN)$/); // sound: what a store rejects with
          }
        }
      }
      isDone = true;
      await ending;
      expect(rejected).toBeGreaterThan(5);
      expect(await store.sequence()).toBe(3000);
      const entries = await collect(store.entries(0));
      expect(entries.map(({ key }) => key).toSorted()).toEqual(acknowledged.toSorted());
    }, 60_000);
  });

  describe('days', () => {
    it('keeps a decision once that comes again on the next day, and finds it by its time', async () => {
      const store = await open();
      // an id may begin before its attempt does: here by a day
      const first = decision({ n: 1, time: TEST_START });
      const late = { ...first, record: { ...first.record, time: new Date(TEST_START + DAY).toISOString() } };
      expect(await store.append([entryOf(late)])).toEqual(['stored']);
      expect(await store.append([entryOf({ ...first, writer: 'w2' })])).toEqual(['repeated']);
      expect(await store.partitions()).toEqual([{ day: '2026-11-20', entries: 1 }]);
      const { entries } = await store.page({ since: TEST_START + DAY, until: TEST_START + DAY + 1 }, { limit: 5 });
      expect(entries.map(({ key }) => key)).toEqual([entryOf(first).key]);
      expect(keysOf(await collect(store.partition!('2026-11-20')))).toEqual(keysOf(entries)); // sound: this store has it
    });

    it('keeps an entry of another kind once, whatever time it comes with', async () => {
      const store = await open();
      const loss = lossAt(TEST_START);
      expect(await store.append([entryOf(loss)])).toEqual(['stored']);
      expect(await store.append([entryOf(loss)])).toEqual(['known']);
      expect(await store.append([entryOf({ ...loss, time: new Date(TEST_START + DAY).toISOString() })])).toEqual([
        'conflict',
      ]);
    });

    it('keeps a decision whose id is no UUIDv7', async () => {
      const store = await open();
      const { record, ...content } = decision({ n: 1 });
      const odd = entryOf({ ...content, record: { ...record, id: `${ID}-90d4-4a60-8a06-dbbe3a5a442d` } });
      expect(await store.append([odd, odd])).toEqual(['stored', 'known']);
      expect(keysOf(await store.read(`${ID}-90d4-4a60-8a06-dbbe3a5a442d`))).toEqual([odd.key]);
      await store.erase([odd.key]);
      expect((await store.read(`${ID}-90d4-4a60-8a06-dbbe3a5a442d`))[0]?.openings).toBe('{}');
    });

    it('pages over a hundred days in the order of their times', async () => {
      const store = await open();
      const all = Array.from({ length: 200 }, (_, n) =>
        entry({ n, time: TEST_START + n * (DAY / 2), subject: n % 50 === 0 ? 'rare' : 'often' }),
      );
      await store.append(all);
      for (const [question, of] of [
        [{}, all],
        [{ subject: 'rare' }, all.filter(({ subject }) => subject === 'rare')],
      ] as const)
        for (const order of ['newest', 'oldest'] as const) {
          const found: StoredEntry[] = [];
          for (let next: string | undefined = ''; next !== undefined;) {
            const page = await store.page(question, { limit: 30, order, ...(next !== '' && { after: next }) });
            found.push(...page.entries);
            next = page.next;
          }
          const expected = keysOf(of);
          expect(keysOf(found)).toEqual(order === 'oldest' ? expected : expected.toReversed());
        }
      expect((await store.tally({ subject: 'often' })).map(({ count }) => count)).toEqual([196]);
    });

    it('drops a day only where it holds as many entries as it is told', async () => {
      const store = await open();
      await store.append([entry({ n: 1 }), entry({ n: 2 })]);
      expect([await store.dropPartition('2026-11-20', 1), await store.partitions()]).toEqual([
        0,
        [{ day: '2026-11-20', entries: 2 }],
      ]);
      expect([await store.dropPartition('2026-11-20', 2), await store.partitions()]).toEqual([2, []]);
    });

    it('puts into the tree what was dropped before', async () => {
      const store = await open();
      await store.append([entry({ n: 1 })]);
      await store.dropPartition('2026-11-20');
      expect(await store.sequence()).toBe(1);
      expect((await collect(store.leaves(0, 1))).map(({ key }) => key)).toEqual([entry({ n: 1 }).key]);
      expect(await collect(store.entries(0))).toEqual([]);
    });

    it('writes to a day that another has dropped', async () => {
      const [store, other] = [await open(), await open()];
      await store.append([entry({ n: 1 })]);
      await other.dropPartition('2026-11-20');
      expect(await store.append([entry({ n: 2 })])).toEqual(['stored']);
      expect(await store.partitions()).toEqual([{ day: '2026-11-20', entries: 1 }]);
    });

    it('drops what an interrupted drop has left behind', async () => {
      const store = await open();
      await store.append([entry({ n: 1 })]);
      await server.query(`CREATE TABLE ${schema}.dropped_entry_20261120 (a text)`);
      expect(await store.dropPartition('2026-11-20')).toBe(1);
      expect(
        await server.query(`SELECT tablename FROM pg_tables WHERE schemaname = '${schema}' AND tablename ~ 'entry_'`),
      ).toEqual([]);
    });
  });

  it('exports a day with all that lies in its partition, whatever its time, and drops it', async () => {
    const store = await open();
    const first = decision({ n: 1 });
    const late = { ...first, record: { ...first.record, time: new Date(TEST_START + DAY).toISOString() } };
    await store.append([entryOf(late), entry({ n: 2 }), entry({ n: 3, time: TEST_START + DAY })]);
    const folder = mkdtempSync(join(tmpdir(), 'assay-retain-'));
    try {
      const plan = await planRetention(store, { keepDays: 1, now: TEST_START + 2 * DAY });
      expect(plan).toEqual({ days: [{ day: '2026-11-20', entries: 2 }] });
      const retaining = retain(store, plan, {
        by: 'ops',
        writer: 'retain-1',
        clock: () => TEST_START + 2 * DAY,
        export: (day) => exportDay(store, day, folder),
      });
      expect(await collect(retaining)).toMatchObject([{ day: '2026-11-20', dropped: 2 }]);
      const read = await collect(readExport(join(folder, '2026-11-20.jsonl.gz')));
      expect(keysOf(read)).toEqual([entryOf(late).key, entry({ n: 2 }).key].toSorted());
      for (const { position = -1, key, leaf } of read)
        expect(await collect(store.leaves(position, position + 1))).toEqual([
          { position, key, hash: Buffer.from(leaf) },
        ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves nothing of who was erased in its tables, nor in what the server knows of them', async () => {
    const store = await open();
    const all = Array.from({ length: 60 }, (_, n) => entry({ n, subject: n % 2 === 0 ? 'dana-6172' : 'lee' }));
    await store.append(all);
    await server.query(`ANALYZE ${schema}.entry_20261120`);
    await store.erase(all.filter(({ subject }) => subject === 'dana-6172').map(({ key }) => key));
    const [found] = await server.query(
      `SELECT (SELECT count(*) FROM ${schema}.entry WHERE body || openings LIKE '%dana-6172%') AS entries,
              (SELECT n_dead_tup FROM pg_stat_get_dead_tuples('${schema}.entry_20261120'::regclass) AS n_dead_tup) AS dead,
              (SELECT count(*) FROM pg_stats WHERE schemaname = '${schema}' AND most_common_vals::text LIKE '%dana-6172%') AS known`,
    );
    expect(found).toEqual({ entries: '0', dead: '0', known: '0' });
  });

  it('takes a subject of any length and any characters, and finds it', async () => {
    const store = await open();
    for (const [n, subject] of [
      'a\0b',
      'é'.repeat(5000),
      `'; DROP TABLE ${schema}.entry; --`,
      '\\x00',
      '\u{1F600}',
    ].entries()) {
      expect(await store.append([entry({ n, subject, client: subject, granted: [subject] })])).toEqual(['stored']);
      const { entries } = await store.page(
        { subject, terms: [[`client=${subject}`], [`granted=${subject}`]] },
        { limit: 5 },
      );
      expect(entries.map((of) => of.subject)).toEqual([subject]);
    }
  });

  describe('failures', () => {
    const codeOf = async (work: Promise<unknown>): Promise<string> => {
      const cause = await work.then(
        () => undefined,
        (thrown: unknown) => thrown as AssayError, // sound: what a store rejects with
      );
      expect(JSON.stringify([cause?.message, cause?.cause, cause?.stack])).not.toContain(PASSWORD);
      return `${cause?.code}: ${cause?.message}`;
    };
    const portOf = (url: string): string => new URL(url).port;

    it('says why it cannot be opened, and never the password', async () => {
      const port = await freePort();
      const at = `postgres://127.0.0.1:${portOf(server.url)}`;
      expect([
        await codeOf(open({ url: server.url.replace(portOf(server.url), `${port}`) })),
        await codeOf(open({ url: server.url.replace('auditor:', 'nobody:') })),
        await codeOf(open({ url: server.url.replace(/postgres$/, 'none') })),
        await codeOf(open({ url: `postgres://auditor:${PASSWORD}@[` })),
        await codeOf(open({ schema: 'a"; DROP' })),
        await codeOf(open({ isReadOnly: true })),
        await codeOf(open({ ssl: true })),
      ]).toEqual([
        `ERR_STORE_OPEN: the log \`postgres://127.0.0.1:${port}/postgres (${schema})\`: nobody listens there (ECONNREFUSED)`,
        `ERR_STORE_OPEN: the log \`${at}/postgres (${schema})\`: the user or the password was refused (28P01)`,
        `ERR_STORE_OPEN: the log \`${at}/none (${schema})\`: there is no such database (3D000)`,
        'ERR_STORE_OPEN: the URL of the log is none: expected `postgres://user:password@host:5432/database`',
        'ERR_STORE_OPEN: expected a schema of lower-case letters, digits and `_`, and found `a"; DROP`',
        `ERR_STORE_OPEN: there is no log \`${at}/postgres (${schema})\``,
        `ERR_STORE_OPEN: the log \`${at}/postgres (${schema})\`: the connection was refused`,
      ]);
    });

    it('leaves a log of a newer version as it is', async () => {
      await (await open()).append([entry({ n: 1 })]);
      await server.query(`UPDATE ${schema}.version SET version = 2`);
      expect(await codeOf(open())).toBe(
        `ERR_STORE_VERSION: the log \`postgres://127.0.0.1:${portOf(server.url)}/postgres (${schema})\` has version 2, and this program reads up to 1: nothing was changed`,
      );
    });

    it('is only read where it is asked to be, by a role that may do no more', async () => {
      await (await open()).append([entry({ n: 1 })]);
      await server.query(
        `CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}'; GRANT USAGE ON SCHEMA ${schema} TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO reader`,
      );
      const store = await open({ url: server.url.replace('auditor', 'reader'), isReadOnly: true });
      await (await open()).append([entry({ n: 2, time: TEST_START + DAY })]);
      expect((await store.page({}, { limit: 5 })).entries).toHaveLength(2);
      expect([await store.sequence(), await (await open()).sequence(), await store.sequence()]).toEqual([0, 2, 2]);
      expect((await codeOf(store.append([entry({ n: 3 })]))).slice(0, 14)).toBe('ERR_SINK_WRITE');
    });

    it('says that it is locked, and takes the batch once it is not', async () => {
      const store = await open({ lockMs: 200 });
      await store.append([entry({ n: 1 })]);
      const holding = server.query(
        `BEGIN; LOCK TABLE ${schema}.entry IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(1); COMMIT`,
      );
      await sleep(300);
      expect((await codeOf(store.append([entry({ n: 2 })]))).slice(0, 16)).toBe('ERR_STORE_LOCKED');
      await holding;
      expect(await store.append([entry({ n: 2 })])).toEqual(['stored']);
    });

    it('says that the disk is full, and takes the batch once it is not', async () => {
      const store = await open();
      await store.append([entry({ n: 1 })]);
      // the server's own code, raised where it would be
      await server.query(
        `CREATE FUNCTION ${schema}.fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
         CREATE TRIGGER fill BEFORE INSERT ON ${schema}.pending EXECUTE FUNCTION ${schema}.fill()`,
      );
      expect((await codeOf(store.append([entry({ n: 2 })]))).slice(0, 14)).toBe('ERR_STORE_FULL');
      await server.query(`DROP TRIGGER fill ON ${schema}.pending`);
      expect(await store.append([entry({ n: 2 })])).toEqual(['stored']);
      expect(await store.sequence()).toBe(2);
    });
  });
});

const decision = (of: RecordPart, seq = of.n): DecisionContent => ({
  kind: 'decision',
  writer: 'w1',
  seq,
  record: recordOf(of),
});
const entry = (of: RecordPart): Entry => entryOf(decision(of));
const keysOf = (entries: readonly { readonly key: string }[]): readonly string[] => entries.map(({ key }) => key);

const lossAt = (time: number): Content & { readonly kind: 'loss' } => ({
  kind: 'loss',
  writer: 'w1',
  seq: 4,
  time: new Date(time).toISOString(),
  lost: { writer: 'w1', from: 4, to: 6 },
  reason: 'ERR_STORE_FULL',
});

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
