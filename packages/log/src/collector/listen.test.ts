// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { createCollector, type Collector } from './collector.ts';
import { listen, type Listening } from './listen.ts';
import { createToken } from './tokens.ts';

const WRITER = createToken({ name: 'w', role: 'writer' });
const AUDITOR = createToken({ name: 'a', role: 'auditor' });

describe('the server of a collector', () => {
  let folder: string;
  let store: LogStore;
  let collector: Collector;
  let server: Listening;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-listen-'));
    store = await openSqliteStore(join(folder, 'log.db'));
    collector = await createCollector({ store, tokens: [WRITER.entry, AUDITOR.entry], clock: () => TEST_START });
    server = await listen(collector.fetch, { host: '127.0.0.1', port: 0, requestMs: 400, graceMs: 300 });
  });
  afterEach(async () => {
    await server.close();
    await collector.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const bodyOf = (...ns: readonly number[]): Buffer =>
    Buffer.from(JSON.stringify({ writer: 'w1', records: ns.map((n) => ({ seq: n, record: recordOf({ n }) })) }));

  const headOf = (length: number | string, more = ''): string =>
    `POST /v1/records HTTP/1.1\r\nHost: log\r\nAuthorization: Bearer ${WRITER.token}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;

  const dial = async (): Promise<Socket> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return socket;
  };

  /** Everything that comes until the other side has ended. */
  const read = async (socket: Socket): Promise<string> => {
    let text = '';
    for await (const piece of socket) text += String(piece);
    return text;
  };

  const size = async (): Promise<number> => store.sequence();
  const turn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('writes nothing of a batch whose connection dies in its middle', async () => {
    const body = bodyOf(0, 1, 2);
    const socket = await dial();
    socket.write(headOf(body.length));
    socket.write(body.subarray(0, body.length - 1));
    await turn(50);
    socket.destroy();
    await turn(50);
    expect(await size()).toBe(0);
  });

  it('writes nothing of a batch that ends before the length it was given, and says so', async () => {
    const body = bodyOf(0);
    const socket = await dial();
    socket.write(headOf(body.length + 10));
    socket.end(body);
    expect(await read(socket)).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
    expect(await size()).toBe(0);
  });

  it('writes nothing of a batch that is longer than its length, and ends the connection', async () => {
    const body = bodyOf(0);
    const socket = await dial();
    socket.write(headOf(body.length - 5));
    socket.write(body);
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await size()).toBe(0);
  });

  it('writes nothing of a batch that stops coming, and does not wait for it', async () => {
    const body = bodyOf(0);
    const socket = await dial();
    socket.write(headOf(body.length));
    socket.write(body.subarray(0, 10));
    const text = await read(socket);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(await size()).toBe(0);
  });

  it('writes nothing of chunks that end too early', async () => {
    const body = bodyOf(0);
    const socket = await dial();
    socket.write(headOf(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked'));
    socket.write(`${body.length.toString(16)}\r\n`);
    socket.write(body.subarray(0, body.length - 1));
    socket.end();
    expect(await read(socket)).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
    expect(await size()).toBe(0);
  });

  it('writes nothing of gzip that was cut off', async () => {
    const body = gzipSync(bodyOf(0, 1));
    const cut = body.subarray(0, body.length - 4);
    const socket = await dial();
    socket.write(headOf(cut.length, 'Content-Encoding: gzip\r\nConnection: close\r\n'));
    socket.write(cut);
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await size()).toBe(0);
  });

  it('keeps what was whole, though nobody waits for the answer', async () => {
    const body = bodyOf(0, 1);
    const socket = await dial();
    socket.write(headOf(body.length));
    socket.write(body, () => socket.destroy());
    for (let tries = 0; (await size()) < 2 && tries < 50; tries++) await turn(20);
    expect(await size()).toBe(2);
    // and knows it when it is sent again
    const response = await fetch(`${server.url}/v1/records`, {
      method: 'POST',
      headers: { authorization: `Bearer ${WRITER.token}`, 'content-type': 'application/json' },
      body: bodyOf(0, 1, 2).toString(),
    });
    const { results } = (await response.json()) as { results: readonly { status: string }[] };
    expect([response.status, results.map(({ status }) => status)]).toEqual([202, ['known', 'known', 'stored']]);
  });

  it('answers before a body that is too large has come, and ends the connection', async () => {
    const socket = await dial();
    socket.write(headOf(100_000_000));
    socket.write(Buffer.alloc(100_000, 0x20));
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  });

  it('answers who has no token before the body has come', async () => {
    const socket = await dial();
    socket.write(headOf(1000).replace(WRITER.token, 'other'));
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('answers several requests on one connection', async () => {
    const socket = await dial();
    const [first, second] = [bodyOf(0), bodyOf(1)];
    socket.write(Buffer.concat([Buffer.from(headOf(first.length)), first]));
    socket.write(Buffer.concat([Buffer.from(headOf(second.length, 'Connection: close\r\n')), second]));
    expect((await read(socket)).match(/HTTP\/1\.1 202 /g)).toHaveLength(2);
    expect(await size()).toBe(2);
  });

  it('refuses headers that have no end', async () => {
    const socket = await dial();
    socket.write(`GET /healthz HTTP/1.1\r\nHost: log\r\nX: ${'x'.repeat(20_000)}`);
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('refuses an address that is none', async () => {
    const socket = await dial();
    socket.write('GET http://[ HTTP/1.1\r\nHost: log\r\nConnection: close\r\n\r\n');
    expect(await read(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('streams lines without holding them all', async () => {
    const records = Array.from({ length: 1000 }, (_, n) => ({ seq: n, record: recordOf({ n }) }));
    const headers = { authorization: `Bearer ${WRITER.token}`, 'content-type': 'application/json' };
    await fetch(`${server.url}/v1/records`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ writer: 'w1', records }),
    });
    const response = await fetch(`${server.url}/v1/log/records`, {
      headers: { authorization: `Bearer ${AUDITOR.token}`, accept: 'application/jsonl' },
    });
    expect((await response.text()).trimEnd().split('\n')).toHaveLength(1000);
  });

  it('answers what is under way before it ends, and takes nothing new', async () => {
    const body = bodyOf(0);
    const [busy, idle] = [await dial(), await dial()];
    idle.write('GET /healthz HTTP/1.1\r\nHost: log\r\n\r\n');
    busy.write(headOf(body.length));
    busy.write(body.subarray(0, 10));
    await turn(50);
    const closing = server.close();
    busy.write(body.subarray(10));
    expect(await read(busy)).toMatch(/^HTTP\/1\.1 202 [^]*connection: close/i);
    expect(await read(idle)).toMatch(/^HTTP\/1\.1 200 /);
    await closing;
    expect(await size()).toBe(1);
    await expect(dial()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends within its time, although somebody does not finish', async () => {
    const socket = await dial();
    socket.on('error', () => undefined);
    socket.write(headOf(1000));
    await turn(50);
    const start = performance.now();
    await server.close();
    expect(performance.now() - start).toBeLessThan(2000);
    socket.destroy();
  });
});
