// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { builtinModules } from 'node:module';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { build } from 'esbuild';
import { recordOf } from '../../testing/record-of.ts';
import { createCollectorSink } from './collector-sink.ts';
import { createCollectorTarget } from './collector-target.ts';
import { newWriter } from './new-writer.ts';
import type { CollectorAddress } from './post.ts';

const TOKEN = 'assay_secret';

interface Posted {
  readonly authorization: string | undefined;
  readonly writer: string;
  readonly records: readonly {
    readonly seq: number;
    readonly kind?: string;
    readonly lost?: unknown;
    readonly record?: { readonly id: string };
  }[];
}

/** What the server does with the next request: hangs up, never answers, or answers. */
type Reply = 'hang up' | 'silence' | { readonly status: number; readonly body?: string } | readonly string[];

describe('a client of a collector', () => {
  let server: Server;
  let url: string;
  let posted: Posted[];
  let replies: Reply[];
  beforeEach(async () => {
    posted = [];
    replies = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (piece: Buffer) => (text += piece.toString()));
      request.on('end', () => {
        const post = {
          authorization: request.headers.authorization,
          ...(JSON.parse(text) as Omit<Posted, 'authorization'>),
        };
        posted.push(post);
        const reply = replies.shift() ?? post.records.map(() => 'stored');
        if (reply === 'hang up') request.socket.destroy();
        else if (reply !== 'silence' && 'status' in reply) response.writeHead(reply.status).end(reply.body ?? '');
        else if (reply !== 'silence')
          response
            .writeHead(202)
            .end(JSON.stringify({ results: post.records.map(({ seq }, at) => ({ seq, status: reply[at] })) }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const address = (timeoutMs = 2000): CollectorAddress => ({ url, token: TOKEN, fetch, timeoutMs, clock: Date.now });
  const sinkOf = (timeoutMs?: number) => createCollectorSink({ ...address(timeoutMs), writer: 'w1' });
  const records = (ns: readonly number[]) => ns.map((n) => recordOf({ n }));
  const [a, b, c, d] = records([0, 1, 2, 3]) as [
    ReturnType<typeof recordOf>,
    ReturnType<typeof recordOf>,
    ReturnType<typeof recordOf>,
    ReturnType<typeof recordOf>,
  ]; // sound: four

  it('posts each record under its number, with its token', async () => {
    const sink = sinkOf();
    await sink.write(a);
    await sink.write(b);
    expect(posted).toEqual([
      { authorization: `Bearer ${TOKEN}`, writer: 'w1', records: [{ seq: 0, record: a }] },
      { authorization: `Bearer ${TOKEN}`, writer: 'w1', records: [{ seq: 1, record: b }] },
    ]);
  });

  it('tries once more where the connection fails, with the same number', async () => {
    replies = ['hang up', ['known']];
    await sinkOf().write(a);
    expect(posted.map(({ records: [first] }) => first?.seq)).toEqual([0, 0]);
  });

  it('keeps its time, and says nothing of what it sent', async () => {
    replies = ['silence'];
    const start = performance.now();
    const failure: unknown = await Promise.resolve(sinkOf(200).write(a)).catch((cause: unknown) => cause);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(failure).toMatchObject({ code: 'ERR_COLLECTOR', message: 'the collector did not answer within 200 ms' });
    expect(posted).toHaveLength(1);
  });

  it.each<[string, Reply[], string]>([
    ['cannot be reached twice', ['hang up', 'hang up'], 'the collector could not be reached'],
    ['refuses', [{ status: 401, body: '{"code":"ERR_COLLECTOR"}' }], 'the collector answered 401 with ERR_COLLECTOR'],
    ['fails', [{ status: 500, body: `<h1>${TOKEN}</h1>` }], 'the collector answered 500'],
    ['sends it elsewhere', [{ status: 302 }, { status: 302 }], 'the collector could not be reached'],
    ['answers something else', [{ status: 202, body: '[]' }], 'the collector did not say what became of every record'],
    ['forgets one', [{ status: 202, body: '{"results":[]}' }], 'the collector did not say what became of every record'],
    ['has another status', [['maybe']], 'the collector did not say what became of every record'],
  ])('rejects where the collector %s', async (_, given, message) => {
    replies = given;
    const failure: unknown = await Promise.resolve(sinkOf().write(a)).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ name: 'AssayError', code: 'ERR_COLLECTOR', message });
    expect(inspect(failure, { depth: 20, showHidden: true })).not.toMatch(/assay_secret|payments/);
  });

  it('tells what was lost with the next record that arrives, and the same each time', async () => {
    const refusal: Reply = { status: 503 };
    replies = [refusal, refusal, refusal];
    const sink = sinkOf();
    for (const record of [a, b, c]) await expect(sink.write(record)).rejects.toMatchObject({ code: 'ERR_COLLECTOR' });
    await sink.write(d);
    await sink.write(a);
    const told = posted.map((post) => post.records.map(({ seq, kind, lost }) => (kind === undefined ? seq : lost)));
    const lost = (n: number): object => ({ writer: 'w1', from: n, to: n });
    expect(told).toEqual([[0], [lost(0), 1], [lost(0), lost(1), 2], [lost(0), lost(1), lost(2), 3], [4]]);
  });

  it('tells many losses as ranges, however long it lasts', async () => {
    replies = Array.from({ length: 200 }, () => ({ status: 503 }));
    const sink = sinkOf();
    for (let n = 0; n < 200; n++) await expect(sink.write(a)).rejects.toMatchObject({ code: 'ERR_COLLECTOR' });
    await sink.write(b);
    await sink.write(c);
    const ranges = posted
      .slice(200)
      .flatMap((post) =>
        post.records.flatMap(({ lost }) => (lost === undefined ? [] : [lost as { from: number; to: number }])),
      );
    expect(ranges.length).toBeLessThanOrEqual(21);
    const numbers = ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('rejects with a conflict, and takes a spilled record for safe', async () => {
    replies = [['conflict'], ['spilled']];
    const sink = sinkOf();
    await expect(sink.write(a)).rejects.toMatchObject({ code: 'ERR_RECORD_CONFLICT' });
    await sink.write(b);
    expect(posted.map(({ records: [first, ...more] }) => [first?.seq, more])).toEqual([
      [0, []],
      [1, []],
    ]);
  });

  it('is the target of a sink of a host: several writers and large batches in several posts', async () => {
    const large = { ...a, correlation: { text: 'x'.repeat(600_000) } };
    const target = createCollectorTarget(address());
    const statuses = await target.append([
      { kind: 'decision', writer: 'w1', seq: 0, record: large },
      { kind: 'decision', writer: 'w1', seq: 1, record: { ...large, id: b.id } },
      {
        kind: 'loss',
        writer: 'w2',
        seq: 7,
        time: c.time,
        lost: { writer: 'w2', from: 7, to: 9 },
        reason: 'ERR_SINK_WRITE',
      },
      { kind: 'decision', writer: 'w2', seq: 10, record: c },
    ]);
    expect(statuses).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(posted.map(({ writer, records: sent }) => [writer, sent.map(({ seq }) => seq)])).toEqual([
      ['w1', [0]],
      ['w1', [1]],
      ['w2', [7, 10]],
    ]);
  });

  it('makes a new writer of each start', () => {
    const [one, two] = [newWriter('auth0-post-login'), newWriter('auth0-post-login')];
    expect(one).toMatch(/^auth0-post-login\.[0-9a-f]{12}$/);
    expect(one).not.toBe(two);
  });

  it('bundles into less than 3 kB, with nothing of Node', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: "export { createCollectorSink, newWriter } from './index.ts';",
        resolveDir: __dirname,
        loader: 'ts',
      },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'neutral',
      conditions: ['source'],
      absWorkingDir: join(__dirname, '../../../../..'),
    });
    expect(outputFiles[0]?.contents.length).toBeLessThan(3000);
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports.map(({ path }) => path));
    expect(imports.filter((path) => builtinModules.includes(path.replace('node:', '')))).toEqual([]);
  });
});
