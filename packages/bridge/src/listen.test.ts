// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:net';
import { createBridge } from './bridge.ts';
import type { ListenOptions } from './listen.ts';
import { dial, readAll, turn } from './testing/dial.ts';
import { ASK, PERMIT, startBridge, type TestBridge } from './testing/start-bridge.ts';

const PATH = '/v1/issuance/keycloak';

let started: TestBridge | undefined;
const start = async (options: Parameters<typeof startBridge>[0] = {}): Promise<TestBridge> =>
  (started = await startBridge(options));
afterEach(async () => {
  await started?.bridge.close(500);
  started = undefined;
});

const headOf = ({ secret }: TestBridge, length: number, more = ''): string =>
  `POST ${PATH} HTTP/1.1\r\nhost: b\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;

describe('where others reach it', () => {
  const open = async (where: Partial<ListenOptions>): Promise<unknown> => {
    const { bridge } = await start();
    return bridge.listen({ host: '0.0.0.0', port: 0, ...where });
  };

  test.each(['0.0.0.0', '::', '192.0.2.1', 'bridge.example.com', '', '127.0.0.1.example.com'])(
    'it does not listen at `%s` in the clear',
    async (host) => {
      await expect(open({ host })).rejects.toMatchObject({
        code: 'ERR_BRIDGE_EXPOSED',
        message: `\`${host}\` can be reached by others: expected a certificate and a key (\`--tls-cert\`, \`--tls-key\`), or a proxy that ends TLS in front (\`--behind-proxy\`)`,
      });
    },
  );

  test('it listens in the clear behind a proxy', async () => {
    await expect(open({ behindProxy: true })).resolves.toMatchObject({
      url: expect.stringMatching(/^http:\/\/0\.0\.0\.0:\d+$/) as string,
    });
  });

  test('client certificates mean nothing without TLS', async () => {
    await expect(open({ behindProxy: true, mtls: { ca: '', isRequired: true } })).rejects.toMatchObject({
      code: 'ERR_BRIDGE_EXPOSED',
    });
  });

  test('the error of the system is told where somebody else listens', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number }; // sound: it listens on a port
    const { bridge } = await start();
    await expect(bridge.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});

describe('a client that', () => {
  const decide = jest.fn(async (_: unknown) => PERMIT);
  beforeEach(() => decide.mockClear());
  const impatient = { headersMs: 200, requestMs: 400 };

  test('sends its headers slowly is cut off', async () => {
    const { listening } = await start({ limits: impatient });
    const socket = await dial(listening.url);
    socket.on('error', () => undefined);
    const drip = setInterval(() => socket.write('x'), 50);
    socket.write('POST / HTTP/1.1\r\nx: ');
    const start0 = performance.now();
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 408 [^]*"code":"ERR_BRIDGE_REQUEST"/);
    clearInterval(drip);
    expect(performance.now() - start0).toBeLessThan(5000);
  });

  test('sends its body slowly is cut off, and nothing is decided', async () => {
    const bridge = await start({ limits: impatient, decide });
    const socket = await dial(bridge.listening.url);
    socket.on('error', () => undefined);
    socket.write(headOf(bridge, 1000));
    const drip = setInterval(() => socket.write(' '), 50);
    const text = await readAll(socket);
    clearInterval(drip);
    expect([text === '' || text.startsWith('HTTP/1.1 408 '), decide.mock.calls]).toEqual([true, []]);
  });

  test('goes away within its body leaves nothing to decide', async () => {
    const bridge = await start({ decide });
    const socket = await dial(bridge.listening.url);
    socket.write(`${headOf(bridge, 1000)}{`);
    await turn(50);
    socket.destroy();
    await turn(50);
    expect(decide.mock.calls).toEqual([]);
  });

  test('sends headers without an end is refused', async () => {
    const { listening } = await start();
    const socket = await dial(listening.url);
    socket.on('error', () => undefined);
    socket.write(`GET /healthz HTTP/1.1\r\nhost: b\r\nx: ${'x'.repeat(20_000)}`);
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 431 [^]*application\/problem\+json/);
  });

  test('speaks no HTTP is refused', async () => {
    const { listening } = await start();
    const socket = await dial(listening.url);
    socket.on('error', () => undefined);
    socket.write('hello\r\n\r\n');
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('is one too many is not taken', async () => {
    const { listening } = await start({ limits: { connections: 2 } });
    const sockets = [await dial(listening.url), await dial(listening.url)];
    const third = await dial(listening.url);
    third.on('error', () => undefined);
    expect(await readAll(third)).toBe('');
    sockets.forEach((socket) => socket.destroy());
  });

  test('says one length and another is answered once', async () => {
    const bridge = await start({ decide });
    const socket = await dial(bridge.listening.url);
    socket.on('error', () => undefined);
    socket.write(headOf(bridge, 2, 'transfer-encoding: chunked\r\n'));
    socket.write('{}');
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 400 /);
    expect(decide.mock.calls).toEqual([]);
  });

  test('sends several asks on one connection has each answered', async () => {
    const bridge = await start({ decide });
    const socket = await dial(bridge.listening.url);
    const body = JSON.stringify(ASK);
    socket.write(headOf(bridge, body.length) + body);
    socket.write(headOf(bridge, body.length, 'connection: close\r\n') + body);
    expect((await readAll(socket)).match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
  });
});

describe('at the end', () => {
  test('what is under way is answered as the last of its connection, and nothing new is taken', async () => {
    let answer = (): void => undefined;
    const bridge = await start({ decide: () => new Promise((resolve) => (answer = () => resolve(PERMIT))) });
    const body = JSON.stringify(ASK);
    const [busy, idle] = [await dial(bridge.listening.url), await dial(bridge.listening.url)];
    idle.write('GET /healthz HTTP/1.1\r\nhost: b\r\n\r\n');
    busy.write(headOf(bridge, body.length) + body);
    await turn(50);
    let isClosed = false;
    const closing = bridge.bridge.close(2000).then(() => (isClosed = true));
    await turn(50);
    await expect(dial(bridge.listening.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(isClosed).toBe(false);
    answer();
    expect(await readAll(busy)).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
    expect(await readAll(idle)).toMatch(/^HTTP\/1\.1 200 /);
    await closing;
  });

  test('what comes on an open connection is still answered, and told that it is the last', async () => {
    let answer = (): void => undefined;
    const bridge = await start({ decide: () => new Promise((resolve) => (answer = () => resolve(PERMIT))) });
    const body = JSON.stringify(ASK);
    const busy = await dial(bridge.listening.url);
    busy.write(headOf(bridge, body.length) + body.slice(0, 10));
    await turn(50);
    const closing = bridge.bridge.close(2000);
    busy.write(body.slice(10));
    await turn(50);
    answer();
    expect(await readAll(busy)).toMatch(/^HTTP\/1\.1 200 [^]*connection: close/i);
    await closing;
  });

  test('it waits for a decision whose asker has gone: the record of it is written first', async () => {
    let answer = (): void => undefined;
    const bridge = await start({ decide: () => new Promise((resolve) => (answer = () => resolve(PERMIT))) });
    const body = JSON.stringify(ASK);
    const busy = await dial(bridge.listening.url);
    busy.write(headOf(bridge, body.length) + body);
    await turn(50);
    busy.destroy();
    let isClosed = false;
    const closing = bridge.bridge.close(2000).then(() => (isClosed = true));
    await turn(100);
    expect(isClosed).toBe(false);
    answer();
    await closing;
  });

  test('it does not wait for ever', async () => {
    const bridge = await start({ decide: () => new Promise(() => undefined) });
    const body = JSON.stringify(ASK);
    const busy = await dial(bridge.listening.url);
    busy.on('error', () => undefined);
    busy.write(headOf(bridge, body.length) + body);
    await turn(50);
    const begin = performance.now();
    await bridge.bridge.close(200);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test('a bridge that listened nowhere ends, too', async () => {
    const bridge = await createBridge({
      peps: [],
      decide: async () => PERMIT,
      onEvents: () => undefined,
      policy: () => ({ digest: '', loadedAt: 0 }),
      reload: async () => ({ digest: '', previous: '' }),
      isReady: async () => [],
    });
    await expect(bridge.close()).resolves.toBeUndefined();
  });
});
