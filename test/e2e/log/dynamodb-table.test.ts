// SPDX-License-Identifier: Apache-2.0
// What only a table of DynamoDB can do wrong: read too much, write to one place, lose a position between two sequencers.
import { randomBytes } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbTarget, openDynamoDbStore } from '@assay/log/dynamodb';
import { entryOf, type DecisionContent, type Entry, type LogStore, type Question } from '@assay/log/store';
import { recordOf, TEST_START, type RecordPart } from '@assay/log/testing';
import { countCalls, failCalls } from './dynamodb-calls.ts';
import { findDynamoDb } from './dynamodb-server.ts';
import { tableOfEach } from './dynamodb-test-table.ts';

const start = findDynamoDb('the end-to-end test of a table of the log in DynamoDB');

const DAY = 86_400_000;

const decision = (part: RecordPart): DecisionContent => ({
  kind: 'decision',
  writer: 'w1',
  seq: part.n,
  record: recordOf(part),
});

/** So many decisions over five days: eight clients, forty subjects, some refused, some scopes withheld. */
const decisions = (count: number): readonly DecisionContent[] =>
  Array.from({ length: count }, (_, n) =>
    decision({
      n,
      time: TEST_START + Math.floor((n * 5 * DAY) / count),
      subject: `subject-${n % 40}`,
      client: `client-${n % 8}`,
      outcome: n % 10 === 3 ? 'deny' : 'permit',
      granted: n % 10 === 3 ? [] : ['payments:read'],
      withheld: n % 4 === 1 ? ['payments:approve'] : [],
    }),
  );

const throttled = (): Error =>
  Object.assign(new Error('throttled'), { name: 'ProvisionedThroughputExceededException' });

(start ? describe : describe.skip)('a table of the log in DynamoDB', () => {
  const table = tableOfEach(start);
  const { open } = table;

  async function appendAll(store: LogStore, contents: readonly DecisionContent[]): Promise<readonly Entry[]> {
    const entries = contents.map((content) => entryOf(content));
    for (let at = 0; at < entries.length; at += 200) await store.append(entries.slice(at, at + 200));
    return entries;
  }

  async function everything(store: LogStore, question: Question, limit: number): Promise<readonly number[]> {
    const found: number[] = [];
    for (let after: string | undefined; ;) {
      const { entries, next } = await store.page(question, { limit, ...(after !== undefined && { after }) });
      found.push(...entries.map(({ seq }) => seq));
      if (next === undefined) return found;
      after = next;
    }
  }

  async function keysOf(store: LogStore): Promise<readonly string[]> {
    const size = await store.sequence();
    const keys: string[] = [];
    for await (const { position, key } of store.leaves(0, size)) {
      expect(position).toBe(keys.length);
      keys.push(key);
    }
    return keys;
  }

  const QUESTIONS: Readonly<Record<string, Question>> = {
    everything: {},
    'of a subject': { subject: 'subject-7' },
    'of a client': { terms: [['client=client-3']] },
    'of two clients': { terms: [['client=client-3', 'client=client-5']] },
    'that were refused': { terms: [['outcome=deny']] },
    'with a scope that was withheld': { terms: [['withheld=payments:approve']] },
    'of a client, with a rule and a scope': {
      terms: [['client=client-1'], ['rule=reader'], ['scope=payments:approve']],
    },
    'of a day': { since: TEST_START + DAY, until: TEST_START + 2 * DAY },
    'of a client, of a day': { terms: [['client=client-2']], since: TEST_START + DAY, until: TEST_START + 2 * DAY },
  };

  it.each([300, 900])(
    'reads at most 1.1 times the entries it gives back, and never scans: %d entries',
    async (count) => {
      await appendAll(await open(), decisions(count));
      const client = table.client();
      const calls = countCalls(client);
      const store = await open({ client });
      const measured: Record<string, { readonly read: number; readonly returned: number }> = {};

      for (const [what, question] of Object.entries(QUESTIONS)) {
        calls.reset();
        const { length: returned } = [...new Set(await everything(store, question, 20))];
        measured[what] = { read: calls.entries(), returned };
        expect(Object.keys(calls.sent()).toSorted()).toEqual(['QueryCommand']);
      }

      process.stdout.write(`items read by DynamoDB, of ${count}: ${JSON.stringify(measured)}\n`);
      const tooMany = Object.entries(measured).filter(
        ([, { read, returned }]) => returned === 0 || read > returned * 1.1,
      );
      expect(tooMany).toEqual([]);
    },
  );

  it('gives the same pages to who keeps what was read, and to who begins anew', async () => {
    await appendAll(await open(), decisions(150));
    const store = await open();
    for (const order of ['newest', 'oldest'] as const) {
      const found: Record<string, number[]> = { same: [], other: [] };
      for (const who of ['same', 'other'])
        for (let after: string | undefined; ;) {
          const asked = who === 'same' ? store : await open();
          const question = { terms: [['outcome=permit']] };
          const { entries, next } = await asked.page(question, {
            limit: 16,
            order,
            ...(after !== undefined && { after }),
          });
          found[who]?.push(...entries.map(({ seq }) => seq));
          if (next === undefined) break;
          after = next;
        }
      expect(found['other']).toEqual(found['same']);
      expect(found['same']).toHaveLength(135);
    }
  });

  it('writes an entry of a known shape in one call, and of an unknown one in three after each other', async () => {
    const client = table.client();
    const calls = countCalls(client);
    const target = createDynamoDbTarget({ table: table.name(), client });
    const sent: Readonly<Record<string, number>>[] = [];

    for (const n of [1, 2, 3]) {
      calls.reset();
      expect(await target.append([decision({ n, client: n === 3 ? 'another' : 'portal' })])).toEqual(['stored']);
      sent.push(calls.sent());
    }

    expect(sent).toEqual([
      // the version and the day are written beside the shape, once
      { GetItemCommand: 2, PutItemCommand: 3, TransactWriteItemsCommand: 1 },
      { PutItemCommand: 1 },
      { GetItemCommand: 1, TransactWriteItemsCommand: 1, PutItemCommand: 1 },
    ]);
  });

  it('spreads a hot client over all shards, and finds all of it', async () => {
    const writer = await open({ calmPerSecond: 10, shards: 8, clock: () => TEST_START });
    const hot = Array.from({ length: 200 }, (_, n) => decision({ n, client: 'hot', subject: 'svc' }));
    await appendAll(writer, hot);
    const client = table.client();
    const partitions = new Map<string, Set<string>>();
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const { Items = [] } = result.output as { readonly Items?: readonly Record<string, { readonly S?: string }>[] }; // sound: an output of DynamoDB
        for (const item of Items)
          for (const name of ['byShape', 'byTime', 'bySubject'])
            partitions.set(name, (partitions.get(name) ?? new Set()).add(item[name]?.S?.replace(/.*#/, '') ?? ''));
        return result;
      },
      { step: 'initialize' },
    );
    const reader = await open({ client });

    const found = await everything(reader, { terms: [['client=hot']] }, 30);

    expect(found).toEqual(Array.from({ length: 200 }, (_, n) => 199 - n));
    expect(await everything(reader, { subject: 'svc' }, 30)).toEqual(found);
    expect(await everything(reader, {}, 30)).toEqual(found);
    const shards = Object.fromEntries([...partitions].map(([name, of]) => [name, of.size > 4]));
    expect(shards).toMatchObject({ byShape: true, byTime: true, bySubject: true });
  });

  it('leaves a calm client in one shard', async () => {
    const writer = await open({ clock: () => TEST_START });
    await appendAll(writer, decisions(40));
    const client = table.client();
    const calls = countCalls(client);
    const reader = await open({ client });
    calls.reset();

    expect(await everything(reader, { terms: [['client=client-0']] }, 100)).toHaveLength(5);

    // what is in the table, the shapes of the term, and one for each of its shapes
    expect(calls.sent()).toEqual({ QueryCommand: 2 + 1 });
  });

  it('writes again where DynamoDB had no room, to another shard, and gives up at last', async () => {
    const client = table.client();
    failCalls(client, (command, before) =>
      command === 'PutItemCommand' && before > 1 && before < 5 ? throttled() : undefined,
    );
    const store = await open({ client });
    expect(await store.append([entryOf(decision({ n: 1 }))])).toEqual(['stored']);

    const never = table.client();
    failCalls(never, (command) => (command === 'PutItemCommand' ? throttled() : undefined));
    const other = await open({ client: never });
    await expect(other.append([entryOf(decision({ n: 2 }))])).rejects.toMatchObject({
      code: 'ERR_SINK_WRITE',
      message: `the table \`${table.name()}\` of the log: DynamoDB has no room for more requests`,
    });

    expect(await everything(await open(), { terms: [['client=portal']] }, 10)).toEqual([1]);
  });

  it('writes a shape once where several writers meet it at once', async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, () => open()));
    const all = decisions(60);

    await Promise.all(writers.map((store) => appendAll(store, all)));

    expect(await everything(await open(), { terms: [['kind=decision']] }, 100)).toHaveLength(60);
  });

  it('gives every entry one position where several sequence at once, while others write', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()));
    const [first, second, third, fourth] = stores as [LogStore, LogStore, LogStore, LogStore]; // sound: four of them
    const all = decisions(300);
    const sequenced = async (store: LogStore): Promise<void> => {
      for (let n = 0; n < 6; n++) await store.sequence();
    };

    await Promise.all([
      appendAll(first, all.slice(0, 150)),
      appendAll(second, all.slice(150)),
      ...[second, third, fourth].map(sequenced),
    ]);
    const keys = await keysOf(first);

    expect(keys.toSorted()).toEqual(all.map((content) => entryOf(content).key).toSorted());
    const positions: (number | undefined)[] = [];
    for await (const { position } of first.entries(0)) positions.push(position);
    expect(positions).toEqual(keys.map((_, at) => at));
  });

  // the first put of an empty tree is its chunk; its entries are updated then, and the size is put last
  it.each([
    ['before its chunk is written', 'PutItemCommand', 0],
    ['before the entries of the chunk are told', 'UpdateItemCommand', 0],
    ['in the middle of them', 'UpdateItemCommand', 25],
    ['before the size is written', 'PutItemCommand', 1],
    ['after a chunk is done', 'PutItemCommand', 2],
  ])('loses no position where a sequencer ends %s', async (_, command, after) => {
    const all = decisions(40);
    const writer = await open();
    await appendAll(writer, all);
    const client = table.client();
    let isDead = false;
    failCalls(client, (sent, before) => {
      isDead ||= sent === command && before >= after;
      return isDead ? Object.assign(new Error('killed'), { name: 'Killed' }) : undefined;
    });
    const killed = await open({ client });
    await killed.sequence().catch(() => undefined);
    await appendAll(
      writer,
      decisions(60)
        .slice(40)
        .map(({ record, ...rest }) => ({ ...rest, record: { ...record, id: `x${record.id}` } })),
    );

    const keys = await keysOf(await open());

    expect({ some: keys.length, distinct: new Set(keys).size }).toEqual({ some: 60, distinct: 60 });
    expect(await keysOf(await open())).toEqual(keys);
    const [entry] = await writer.read(all[0]?.record.id ?? '');
    expect(keys[entry?.position ?? -1]).toBe(entry?.key);
  });

  it('gives nothing back that has expired, before DynamoDB drops it', async () => {
    await appendAll(await open({ ttlDays: 3 }), decisions(50));
    const store = await open({ clock: () => TEST_START + 5.5 * DAY });
    await store.sequence();

    const left = decisions(50).filter(({ record }) => Date.parse(record.time) > TEST_START + 2.5 * DAY);
    expect(await everything(store, {}, 10)).toEqual(left.map(({ seq }) => seq).toReversed());
    expect(await everything(store, { terms: [['outcome=permit']] }, 100)).toHaveLength(
      left.filter(({ record }) => record.outcome === 'permit').length,
    );
    expect((await store.tally({})).reduce((sum, { count }) => sum + count, 0)).toBe(left.length);
    expect(await store.read(decisions(1)[0]?.record.id ?? '')).toEqual([]);
    const kept: number[] = [];
    for await (const { seq } of store.entries(0)) kept.push(seq);
    expect(kept).toHaveLength(left.length);
    expect((await store.partitions()).map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
    expect(await keysOf(store)).toHaveLength(50);
  });

  it('drops a day only where it holds what is expected', async () => {
    const store = await open();
    await appendAll(store, decisions(50));
    expect(await store.dropPartition('2026-11-20', 4)).toBe(0);
    expect(await store.partitions()).toContainEqual({ day: '2026-11-20', entries: 5 });
    expect(await store.dropPartition('2026-11-20', 5)).toBe(5);
    expect(await keysOf(store)).toHaveLength(50);
  });

  it('forgets with an erasure what it had read for the next page', async () => {
    const store = await open();
    const entries = await appendAll(store, decisions(30));
    const { next = '' } = await store.page({}, { limit: 5 });
    await store.erase(entries.map(({ key }) => key));
    const { entries: rest } = await store.page({}, { limit: 100, after: next });
    expect(rest.map(({ openings }) => openings)).toEqual(rest.map(() => '{}'));
    expect(rest).toHaveLength(25);
  });

  it('keeps a record that is large, and refuses one that DynamoDB does not hold', async () => {
    const store = await open();
    const large = decision({ n: 1, claims: { text: 'a'.repeat(2_000_000) } });
    expect(await store.append([entryOf(large)])).toEqual(['stored']);
    const [entry] = await store.read(large.record.id);
    expect(entry?.openings.length).toBeGreaterThan(2_000_000);

    const tooLarge = decision({ n: 2, claims: { text: randomBytes(500_000).toString('base64') } });
    await expect(store.append([entryOf(tooLarge)])).rejects.toMatchObject({ code: 'ERR_RECORD_INVALID' });
    expect(await store.read(tooLarge.record.id)).toEqual([]);
  });

  it('archives a policy set that takes several items', async () => {
    const store = await open();
    const files = { 'assay.yaml': randomBytes(900_000).toString('base64'), 'a.yaml': '' };
    const uses = [{ time: 1, what: 'built' as const, by: 'ci' }];
    const policy = { digest: `sha256-${'1'.repeat(64)}`, project: 'p', table: '{}', files, uses };
    await store.archivePolicy(policy);
    expect(await (await open()).policy(policy.digest)).toEqual(policy);
  });

  it('finds a subject whose id is longer than a key may be', async () => {
    const store = await open();
    const subject = 'ß'.repeat(3000);
    await appendAll(store, [decision({ n: 1, subject }), decision({ n: 2 })]);
    const { entries } = await store.page({ subject }, { limit: 5 });
    expect(entries.map((entry) => [entry.seq, entry.subject])).toEqual([[1, subject]]);
  });

  it('refuses a table of a newer version, and changes nothing', async () => {
    const Item = { pk: { S: 'META' }, sk: { S: 'VERSION' }, version: { N: '2' }, shards: { N: '1' } };
    await table.client().send(new PutItemCommand({ TableName: table.name(), Item }));
    const refused = {
      code: 'ERR_STORE_VERSION',
      message: `the table \`${table.name()}\` of the log has version 2, and this program reads up to 1: nothing was changed`,
    };
    await expect(open()).rejects.toMatchObject(refused);
    const client = table.client();
    const target = createDynamoDbTarget({ table: table.name(), client });
    await expect(target.append([decision({ n: 1 })])).rejects.toMatchObject(refused);
  });

  it('says what is missing: the table, credentials, or the region', async () => {
    await expect(openDynamoDbStore({ table: 'nothing', client: table.client() })).rejects.toMatchObject({
      code: 'ERR_STORE_OPEN',
      message: 'the table `nothing` of the log: there is no such table',
    });
    const target = createDynamoDbTarget({ table: 'nothing', client: table.client() });
    await expect(target.append([decision({ n: 1 })])).rejects.toMatchObject({ code: 'ERR_STORE_OPEN' });
    const client = new DynamoDBClient({
      endpoint: table.url(),
      region: 'eu-west-1',
      credentials: () => Promise.reject(Object.assign(new Error('no'), { name: 'CredentialsProviderError' })),
    });
    await expect(openDynamoDbStore({ table: table.name(), client })).rejects.toMatchObject({
      code: 'ERR_STORE_OPEN',
      message: `the table \`${table.name()}\` of the log: no credentials of AWS were found`,
    });
    client.destroy();
    const nowhere = new DynamoDBClient({
      endpoint: table.url(),
      region: () => Promise.reject<string>(new Error('Region is missing')),
    });
    await expect(openDynamoDbStore({ table: table.name(), client: nowhere })).rejects.toMatchObject({
      code: 'ERR_STORE_OPEN',
      message: `the table \`${table.name()}\` of the log: no region of AWS is set`,
    });
    nowhere.destroy();
  });
});
