// SPDX-License-Identifier: Apache-2.0
// A table of DynamoDB, in ministack: items read for each entry that is returned, at two sizes of the table; and writes against raw calls of the SDK with the same bytes.
import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { pagesOf } from '@assay/log/ask';
import { openDynamoDbStore } from '@assay/log/dynamodb';
import { entryOf, termOf, type LogStore, type Question } from '@assay/log/store';
import { countCalls } from '../../e2e/log/dynamodb-calls.ts';
import { findDynamoDb, type DynamoDbServer } from '../../e2e/log/dynamodb-server.ts';
import { median } from '../measure.ts';
import { fill } from './fill.ts';
import { realRecords, recordAt, subjectAt } from './records.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
const WRITES = 400;
const AT_ONCE = 32;

/** All of each answer is read, page by page. */
const QUESTIONS: readonly Question[] = [
  {},
  { subject: subjectAt(7) },
  { terms: [[termOf('client', 'client-7')]] },
  { terms: [[termOf('client', 'client-9')], [termOf('outcome', 'deny')]] },
  { terms: [[termOf('withheld', 'payments/approve')]] },
  { terms: [[termOf('rule', 'payments/reader')]] },
];

export interface DynamoDbFigures {
  /** By the entries of the table: items read over entries returned, of the question that reads most. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Names of all commands that were sent to answer. */
  readonly commands: readonly string[];
  /** Entries a second over raw puts a second. */
  readonly writes: number;
  readonly writesPerSecond: number;
}

export async function benchDynamoDb(sizes: readonly number[]): Promise<DynamoDbFigures> {
  const start = findDynamoDb('the bench of DynamoDB');
  if (start === undefined) throw new Error('no server');
  const server = await start();
  try {
    const ratios: Record<string, number> = {};
    const commands = new Set<string>();
    for (const size of sizes) {
      const { ratio, sent } = await ratioAt(server, size);
      ratios[size] = ratio;
      for (const command of sent) commands.add(command);
    }
    return { ratios, commands: [...commands].toSorted(), ...(await writesAt(server)) };
  } finally {
    await server.stop();
  }
}

async function ratioAt(
  server: DynamoDbServer,
  size: number,
): Promise<{ readonly ratio: number; readonly sent: readonly string[] }> {
  const table = await server.createTable();
  await withStore(server.client(), table, (store) => fill(store, size, Date.now() - DAY_MS, DAY_MS / size));
  const client = server.client();
  const calls = countCalls(client);
  let ratio = 0;
  await withStore(client, table, async (store) => {
    for (const question of QUESTIONS) {
      const before = calls.entries();
      let returned = 0;
      for await (const { key } of pagesOf(store, question, { limit: 100 })) returned += key === '' ? 0 : 1;
      if (returned === 0) throw new Error(`nothing answers ${JSON.stringify(question)}`);
      ratio = Math.max(ratio, (calls.entries() - before) / returned);
    }
  });
  return { ratio, sent: Object.keys(calls.sent()) };
}

async function writesAt(server: DynamoDbServer): Promise<Pick<DynamoDbFigures, 'writes' | 'writesPerSecond'>> {
  const real = await realRecords('digest');
  const rounds: { readonly raw: number; readonly ours: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const entries = Array.from({ length: WRITES }, (_, seq) =>
      entryOf({ kind: 'decision', writer: 'bench', seq, record: recordAt(real, seq, Date.now(), 10) }),
    );
    const [rawTable, table] = [await server.createTable(), await server.createTable()];
    const client = server.client();
    const raw = await perSecond(async () => {
      const waiting = [...entries];
      const worker = async (): Promise<void> => {
        for (let entry = waiting.pop(); entry; entry = waiting.pop())
          await client.send(
            new PutItemCommand({
              TableName: rawTable,
              Item: { pk: { S: entry.key }, sk: { S: 'E' }, body: { S: entry.body }, openings: { S: entry.openings } },
            }),
          );
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    });
    const ours = await withStore(server.client(), table, (store) => perSecond(() => store.append(entries)));
    rounds.push({ raw, ours });
  }
  return {
    writes: median(rounds.map(({ raw, ours }) => ours / raw)),
    writesPerSecond: median(rounds.map(({ ours }) => ours)),
  };
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (WRITES * 1000) / (performance.now() - start);
}

async function withStore<T>(client: DynamoDBClient, table: string, work: (store: LogStore) => Promise<T>): Promise<T> {
  const store = await openDynamoDbStore({ table, client });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

if (import.meta.main) console.log(JSON.stringify(await benchDynamoDb([500, Number(process.argv[2] ?? 5000)])));
