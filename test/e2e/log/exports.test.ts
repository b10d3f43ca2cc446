// SPDX-License-Identifier: Apache-2.0
// The exports of a log as its operator runs them, to real servers, read back by libraries that are not ours.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { DecisionRecord } from '@assay/core/log';
import { recordOf, TEST_START } from '@assay/log/testing';
import { runAssay, runNode, type Ended } from '../../docs/run.ts';
import { startKafka } from '../kafka.ts';
import { installMavenPart } from '../maven-part.ts';
import { REGION, signedBy, startMinistack } from '../ministack.ts';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import type { Server } from '../server.ts';

const readers = installPythonPart(PARTS.exportReaders);
const sdk = installNpmPart(PARTS.cloudEvents);
const ministack = installPythonPart(PARTS.ministack);
const kafka = installMavenPart(PARTS.kafka);
for (const part of [readers, sdk, ministack, kafka])
  if (!part.ok) process.stderr.write(`some end-to-end tests of exports are skipped: they ${part.why}\n`);

const HOUR = 3_600_000;
/** 30 decisions over two days, a third of them refused. */
const RECORDS = Array.from({ length: 30 }, (_, n) =>
  recordOf({
    n,
    time: TEST_START + n * HOUR,
    outcome: n % 3 === 0 ? 'deny' : 'permit',
    granted: n % 3 === 0 ? [] : ['payments:read'],
    withheld: n % 2 === 0 ? ['payments:write'] : [],
  }),
);
const keyOf = ({ id, outcome }: DecisionRecord): string => `${id}.${outcome}`;
const KEYS = RECORDS.map(keyOf);

let folder: string;
const at = (name: string): string => join(folder, name);
const lines = (text: string): readonly string[] => text.trimEnd().split('\n');
const before = { ...process.env };

/** A log of these records, imported as lines a platform collected. */
async function givenLog(records: readonly DecisionRecord[] = RECORDS): Promise<void> {
  writeFileSync(at('records.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const { code, err } = await runAssay(['log', 'import', '--from', 'records.jsonl', '--log', 'log.db'], folder);
  expect([code, err]).toEqual([0, '']);
}
const runExport = (...args: readonly string[]): Promise<Ended> =>
  runAssay(['log', 'export', '--log', 'log.db', ...args], folder);
async function exported(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await runExport(...args);
  expect([code, err]).toEqual([0, '']);
  return out;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

describe('an export to a file', () => {
  (sdk.ok ? it : it.skip)('is CloudEvents to the SDK of CloudEvents', async () => {
    await givenLog();
    expect(await exported('--format', 'cloudevents', '--to', 'events')).toBe('exported 30 entries to events\n');
    const { out, err } = await runNode(
      [join(__dirname, 'exports/read-cloudevents.mjs'), sdk.ok ? sdk.modules : '', at('events')],
      { cwd: folder },
    );
    expect(err).toBe('');
    expect(JSON.parse(out)).toEqual(
      RECORDS.map((record) => ({
        id: keyOf(record),
        type: `assay.decision.${record.outcome}`,
        source: 'urn:assay:cognito',
        subject: 'portal',
        data: record.id,
      })),
    );
  });

  const read = async (...args: readonly string[]): Promise<unknown> => {
    if (!readers.ok) throw new Error(readers.why);
    const child = spawn(readers.python, [join(__dirname, 'exports/read-exports.py'), ...args], { cwd: folder });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out);
  };

  (readers.ok ? it : it.skip)('is OCSF to its own schemas', async () => {
    await givenLog();
    await exported('--format', 'ocsf', '--to', 'events');
    expect(lines(readFileSync(at('events'), 'utf8'))).toHaveLength(30);
    expect(await read('ocsf', 'events')).toEqual({ classes: [3002], problems: [] });
  });

  (readers.ok ? it : it.skip)('is OTLP to the protocol’s own messages', async () => {
    await givenLog();
    await exported('--format', 'otel', '--to', 'requests');
    expect(await read('otlp', 'requests')).toEqual(
      RECORDS.map((record) => [
        Date.parse(record.time) * 1e6,
        record.outcome === 'permit' ? 9 : 13,
        'authz.token_issuance',
        keyOf(record),
      ]),
    );
  });

  (readers.ok ? it : it.skip)('is Parquet to DuckDB, in one file or a folder by day', async () => {
    await givenLog();
    await exported('--format', 'parquet', '--to', 'all.parquet');
    await exported('--format', 'parquet', '--to', 'lake/');
    const rows = RECORDS.map((record, position) => ({
      key: keyOf(record),
      kind: 'decision',
      time: Date.parse(record.time),
      seq: 0,
      position,
      client: 'portal',
      subject: 'dana',
      governed: true,
      granted: record.granted?.scopes.map(({ scope }) => scope) ?? null,
      withheld: record.withheld.scopes.map(({ scope }) => scope),
      outcome: record.outcome,
      id: record.id,
    }));
    expect(await read('parquet', 'all.parquet')).toEqual(rows);
    const days = readdirSync(at('lake')).toSorted();
    expect(days).toEqual(['dt=2026-11-20', 'dt=2026-11-21']);
    const files = days.flatMap((day) => readdirSync(at(`lake/${day}`)).map((name) => `lake/${day}/${name}`));
    expect(files).toEqual([
      'lake/dt=2026-11-20/part-000000000000-000000000011.parquet',
      'lake/dt=2026-11-21/part-000000000012-000000000029.parquet',
    ]);
    expect(await read('parquet', ...files)).toEqual(rows);
    // a second file is not written over the first
    const { code, err } = await runExport('--format', 'parquet', '--to', 'all.parquet');
    expect([code, err]).toEqual([
      2,
      `assay: ERR_FILE_EXISTS: \`${at('all.parquet')}\` is in the way: a Parquet file is not added to\n`,
    ]);
  });

  it('of lines is a log, with the same leaves', async () => {
    await givenLog();
    await exported('--to', 'copy.jsonl');
    const query = (log: string): Promise<Ended> => runAssay(['log', 'query', '--all', '--json', '--log', log], folder);
    const [copied, original] = [await query('copy.jsonl'), await query('log.db')];
    expect([copied.code, copied.out]).toEqual([0, original.out]);
    const imported = await runAssay(['log', 'import', '--from', 'copy.jsonl', '--log', 'log.db'], folder);
    expect([imported.code, imported.out]).toEqual([
      0,
      'imported 0 records; 30 were there already, 0 were rejected, 0 lines hold none\n',
    ]);
  });

  it('goes on where the last one ended, and refuses the state of another', async () => {
    await givenLog(RECORDS.slice(0, 12));
    const args = ['--format', 'cloudevents', '--to', 'events', '--state', 'state'];
    expect(await exported(...args)).toBe('exported 12 entries to events\n');
    expect(await exported(...args)).toBe('exported 0 entries to events\n');
    await givenLog();
    expect(await exported(...args, '--json')).toBe('{"format":"cloudevents","to":"events","exported":18,"next":30}\n');
    const ids = lines(readFileSync(at('events'), 'utf8')).map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(KEYS);
    const { code, err } = await runExport('--format', 'ocsf', '--to', 'events', '--state', 'state');
    expect([code, err]).toEqual([
      2,
      `assay: ERR_EXPORT: the state \`${at('state')}\` is of another export: its \`format\` is \`cloudevents\`\n`,
    ]);
  });

  it('follows the log until it is interrupted', async () => {
    await givenLog(RECORDS.slice(0, 5));
    const following = runExportAlone('--format', 'opa', '--to', 'events', '--follow', '--state', 'state');
    await until(() => countLines(at('events')) === 5);
    await givenLog();
    await until(() => countLines(at('events')) === 30);
    following.stop();
    expect(await following.ended).toEqual({ code: 0, out: 'exported 30 entries to events\n' });
    expect((JSON.parse(readFileSync(at('state'), 'utf8')) as { next: number }).next).toBe(30);
  });
});

function countLines(path: string): number {
  try {
    return lines(readFileSync(path, 'utf8')).length;
  } catch {
    return 0;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not come to that in time');
    await sleep(100);
  }
}

/** The command as a process of its own, which can be interrupted. */
function runExportAlone(...args: readonly string[]): {
  readonly stop: () => void;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string }>;
} {
  const main = join(__dirname, '../../../packages/cli/src/main.ts');
  const script = `const { main } = await import(${JSON.stringify(main)}); process.exitCode = await main(process.argv.slice(1));`;
  const flags = [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    script,
  ];
  const child = spawn(process.execPath, [...flags, '--', 'log', 'export', '--log', 'log.db', ...args], { cwd: folder });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = new Promise<{ code: number | null; out: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out })),
  );
  return { stop: () => void child.kill('SIGINT'), ended };
}

interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

describe('an export to an endpoint', () => {
  /** Answers each post with the next of `statuses`, and with 200 after those. */
  async function endpoint(
    statuses: readonly number[],
    work: (url: string, posted: readonly Posted[]) => Promise<void>,
    answerOf: (nth: number) => string = () => '',
  ): Promise<void> {
    const posted: Posted[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(statuses[posted.length] ?? 200, {
          'retry-after': '0',
          'content-type': 'application/x-amz-json-1.1',
        });
        response.end(answerOf(posted.length));
        posted.push({ headers: request.headers, body: Buffer.concat(chunks) });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // sound: it listens on a port
    try {
      await work(`http://127.0.0.1:${port}/logs`, posted);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it('is tried again where it failed for now: OPA’s array, compressed', async () => {
    await givenLog();
    process.env['ASSAY_EXPORT_AUTHORIZATION'] = 'Bearer secret';
    await endpoint([503, 429], async (url, posted) => {
      await exported('--format', 'opa', '--to', url);
      expect(
        posted.map(({ headers }) => [headers.authorization, headers['content-encoding'], headers['content-type']]),
      ).toEqual(Array.from({ length: 3 }, () => ['Bearer secret', 'gzip', 'application/json']));
      const events = JSON.parse(gunzipSync(posted[2]!.body).toString()) as {
        decision_id: string;
        result: { outcome: string };
      }[];
      expect(events.map(({ decision_id, result }) => `${decision_id}.${result.outcome}`)).toEqual(KEYS);
    });
  });

  it('ends where it is refused, and goes on there the next time', async () => {
    await givenLog();
    const args = ['--format', 'cloudevents', '--state', 'state'];
    await endpoint([400], async (url, posted) => {
      const { code, out, err } = await runExport(...args, '--to', url);
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: `assay: ERR_EXPORT: \`${url}\` answered 400\n` });
      expect(await exported(...args, '--to', url)).toBe(`exported 30 entries to ${url}\n`);
      expect(posted).toHaveLength(2);
      expect(posted[1]?.headers['content-type']).toBe('application/cloudevents-batch+json');
      expect((JSON.parse(posted[1]!.body.toString()) as { id: string }[]).map(({ id }) => id)).toEqual(KEYS);
    });
  });

  it('of Firehose is sent only what it refused again', async () => {
    await givenLog(RECORDS.slice(0, 4));
    const refused = { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'slow down' };
    const answers = [
      { FailedPutCount: 2, RequestResponses: [{ RecordId: '1' }, refused, { RecordId: '3' }, refused] },
      { FailedPutCount: 0, RequestResponses: [{ RecordId: '2' }, { RecordId: '4' }] },
    ];
    await endpoint(
      [],
      async (url, posted) => {
        Object.assign(process.env, AWS, { AWS_ENDPOINT_URL_FIREHOSE: url });
        await exported('--format', 'cloudevents', '--to', 'firehose:decisions');
        const sent = posted.map(({ body }) =>
          (JSON.parse(body.toString()) as { Records: { Data: string }[] }).Records.map(
            ({ Data }) => (JSON.parse(Buffer.from(Data, 'base64').toString()) as { id: string }).id,
          ),
        );
        expect(sent).toEqual([KEYS.slice(0, 4), [KEYS[1], KEYS[3]]]);
      },
      (nth) => JSON.stringify(answers[nth]),
    );
  });
});

const AWS = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
};

(ministack.ok ? describe : describe.skip)('an export to AWS', () => {
  let emulator: Server;
  let home: string;
  beforeAll(async () => {
    if (!ministack.ok) return;
    home = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    emulator = await startMinistack(ministack.command, home);
  });
  afterAll(async () => {
    await emulator.stop();
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(() => void Object.assign(process.env, AWS, { AWS_ENDPOINT_URL: emulator.url }));

  const s3 = async (path: string, method = 'GET'): Promise<Buffer> => {
    const answer = await fetch(`${emulator.url}/${path}`, { method, headers: { authorization: signedBy('s3') } });
    expect([path, answer.status]).toEqual([path, 200]);
    return Buffer.from(await answer.arrayBuffer());
  };
  const keysIn = async (bucket: string): Promise<readonly string[]> =>
    [...(await s3(`${bucket}?list-type=2`)).toString().matchAll(/<Key>([^<]+)<\/Key>/g)]
      .map(([, key]) => key ?? '')
      .toSorted();

  it('is objects by day in S3, the same ones again where it is done again', async () => {
    await givenLog();
    await s3('lake', 'PUT');
    const args = ['--format', 'ocsf', '--to', 's3://lake/assay'];
    expect(await exported(...args)).toBe('exported 30 entries to s3://lake/assay\n');
    await exported(...args);
    const keys = await keysIn('lake');
    expect(keys).toEqual([
      'assay/dt=2026-11-20/part-000000000000-000000000011.jsonl.gz',
      'assay/dt=2026-11-21/part-000000000012-000000000029.jsonl.gz',
    ]);
    const texts = await Promise.all(keys.map(async (key) => gunzipSync(await s3(`lake/${key}`)).toString()));
    const uids = texts.flatMap(lines).map((line) => (JSON.parse(line) as { metadata: { uid: string } }).metadata.uid);
    expect(uids).toEqual(KEYS);
    await exported('--format', 'parquet', '--to', 's3://lake/parquet/');
    const parquet = await s3('lake/parquet/dt=2026-11-20/part-000000000000-000000000011.parquet');
    expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  it('says which bucket is not there', async () => {
    await givenLog();
    const { code, err } = await runExport('--to', 's3://nowhere/x');
    expect([code, err]).toEqual([
      2,
      'assay: ERR_EXPORT: the bucket `nowhere` did not take `x/dt=2026-11-20/part-000000000000-000000000011.jsonl.gz`\n',
    ]);
  });

  it('is a record of Firehose for each', async () => {
    await givenLog();
    await s3('delivered', 'PUT');
    const created = await fetch(emulator.url, {
      method: 'POST',
      headers: {
        authorization: signedBy('firehose'),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'Firehose_20150804.CreateDeliveryStream',
      },
      body: JSON.stringify({
        DeliveryStreamName: 'decisions',
        ExtendedS3DestinationConfiguration: {
          BucketARN: 'arn:aws:s3:::delivered',
          RoleARN: 'arn:aws:iam::000000000000:role/delivery',
        },
      }),
    });
    expect(created.status).toBe(200);
    await exported('--format', 'cloudevents', '--to', 'firehose:decisions');
    const texts = await Promise.all(
      (await keysIn('delivered')).map(async (key) => (await s3(`delivered/${key}`)).toString()),
    );
    const ids = texts.flatMap(lines).map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids.toSorted()).toEqual(KEYS.toSorted());
  });
});

(kafka.ok ? describe : describe.skip)('an export to Kafka', () => {
  it('is a message for each, all of one decision in one partition', async () => {
    if (!kafka.ok) return;
    // what was permitted and then refused after all: two entries of one decision
    const again = RECORDS.filter(({ outcome }) => outcome === 'permit').map((record) =>
      Object.assign(recordOf({ n: 0, outcome: 'deny' }), { id: record.id, time: record.time }),
    );
    await givenLog([...RECORDS, ...again]);
    const broker = await startKafka(kafka.classPath);
    try {
      await broker.createTopic('decisions', 5);
      const to = `kafka://${broker.broker}/decisions`;
      expect(await exported('--format', 'cloudevents', '--to', to, '--state', 'state')).toBe(
        `exported 50 entries to ${to}\n`,
      );
      const messages = await broker.read('decisions', 50);
      const ids = messages.map(({ value }) => (JSON.parse(value) as { id: string }).id);
      expect(ids.toSorted()).toEqual([...KEYS, ...again.map(keyOf)].toSorted());
      expect(messages.every(({ key, value }) => (JSON.parse(value) as { id: string }).id.startsWith(`${key}.`))).toBe(
        true,
      );
      expect(new Set(messages.map(({ headers }) => headers))).toEqual(
        new Set(['content-type:application/cloudevents+json']),
      );
      const partitions = Map.groupBy(messages, ({ key }) => key);
      expect([...partitions.values()].map((of) => new Set(of.map(({ partition }) => partition)).size)).toEqual(
        Array.from({ length: 30 }, () => 1),
      );
      expect(await exported('--format', 'cloudevents', '--to', to, '--state', 'state')).toBe(
        `exported 0 entries to ${to}\n`,
      );
      const missing = `kafka://${broker.broker}/other`;
      const { code, err } = await runExport('--to', missing);
      expect([code, err]).toEqual([2, 'assay: ERR_EXPORT: the topic `other` did not take the records\n']);
    } finally {
      await broker.stop();
    }
  });
});

describe('an import', () => {
  const LAMBDA = '2026-11-20T12:00:00.000Z\t8e0c6a52-0f2b-4a8e-9b1e-8f1c2d3e4f50\tINFO\t';

  it('finds records where platforms put them, and names what it cannot read', async () => {
    const [first, second, third, fourth, fifth] = RECORDS.map((record) => JSON.stringify(record));
    mkdirSync(at('in'));
    writeFileSync(
      at('in/cloudwatch.log'),
      [
        'START RequestId: 8e0c6a52 Version: $LATEST',
        `${LAMBDA}${first}`,
        JSON.stringify({ timestamp: 1, message: `${second}\n` }),
        JSON.stringify({ time: 'x', type: 'function', record: JSON.parse(third!) as unknown }),
        `${LAMBDA}${fourth!.slice(0, -5)}`,
        'END RequestId: 8e0c6a52',
        '',
      ].join('\n'),
    );
    writeFileSync(
      at('in/auth0.jsonl'),
      `${JSON.stringify({ log_id: '1', data: { type: 's', details: { actions: { logs: `decided ${'x'}\n${fourth}` } } } })}\n${JSON.stringify({ log_id: '2', data: { type: 'f' } })}\n${fifth!.replace('"dana"', '"mallory"')}\n`,
    );
    writeFileSync(at('five.jsonl'), `${fifth}\n`);
    await runAssay(['log', 'import', '--from', 'five.jsonl', '--log', 'log.db'], folder);
    const args = [
      'log',
      'import',
      '--from',
      'in/cloudwatch.log',
      'in/auth0.jsonl',
      '--rejects',
      'rejects',
      '--log',
      'log.db',
    ];
    const { code, out, err } = await runAssay(args, folder);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: 'imported 4 records; 0 were there already, 2 were rejected, 3 lines hold none\n',
      err: 'in/cloudwatch.log:5: expected a record, and found what cannot be read as one\nin/auth0.jsonl:3: the log has another record under this id\n',
    });
    expect(lines(readFileSync(at('rejects'), 'utf8'))).toEqual([
      `${LAMBDA}${fourth!.slice(0, -5)}`,
      fifth!.replace('"dana"', '"mallory"'),
    ]);
    const query = await runAssay(['log', 'query', '--all', '--json', '--log', 'log.db'], folder);
    expect((JSON.parse(query.out) as DecisionRecord[]).toReversed()).toEqual(RECORDS.slice(0, 5));
    const verified = await runAssay(['log', 'import', ...args.slice(2, 5), '--log', 'log.db', '--json'], folder);
    expect(JSON.parse(verified.out)).toMatchObject({
      files: [
        { file: 'in/cloudwatch.log', lines: 6, stored: 0, known: 3, rejected: 1, other: 2 },
        { file: 'in/auth0.jsonl', lines: 3, stored: 0, known: 1, rejected: 1, other: 1 },
      ],
    });
  });
});
