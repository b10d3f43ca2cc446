// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { isAssayError } from '@assay/core/errors';
import { isObject } from '@assay/core/model';
import type { Reading } from '@assay/core/pip';
import { fuzzRuns } from '@assay/core/testing';
import { createMemoryCache } from './cache.ts';
import { createHttpSource, type HttpSourceOptions, type HttpSourcePorts } from './http-source.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const SECRET = 's3cr3t-value';
const KEY = 'ann-of-green-gables';
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

// properties ask a real server, some hundred times
jest.setTimeout(60_000);

let server: Server;
let answer: (response: ServerResponse, request: IncomingMessage) => unknown;
let seen: Seen[];
let closed: () => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers });
    response.on('close', () => closed());
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  closed = () => undefined;
});

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // sound: it listens on a port

const JSON_TYPE = { 'content-type': 'application/json', date: 'Fri, 02 Jan 2026 03:04:05 GMT' };
const says =
  (status: number, headers: Readonly<Record<string, string>>, body = ''): typeof answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);

function ask(
  options: Partial<HttpSourceOptions> = {},
  ports: Partial<HttpSourcePorts> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Reading> {
  const source = createHttpSource(
    { name: 'risk', url: `${origin()}/v1/subjects/{key}`, isKeyed: true, ...options },
    { fetch, secretOf: () => undefined, clock: () => NOW, sha256, ...ports },
  );
  return Promise.resolve(source.read(KEY, signal));
}

/** The message of the failed read; it and all that hangs on it hold neither the secret nor the key. */
async function failure(asked: Promise<Reading>): Promise<string> {
  const error: unknown = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isAssayError(error)) throw new Error('expected a failed read');
  expect([error.code, error.cause]).toEqual(['ERR_SOURCE_READ', undefined]);
  for (const text of [error.message, error.stack ?? '']) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(KEY);
  }
  return error.message.replace('source `risk`: ', '');
}

describe('a source over HTTP', () => {
  test('asks for JSON by the key, and answers with what it says, as old as that', async () => {
    answer = says(200, JSON_TYPE, '{"score":7}');
    expect(await ask()).toEqual({ value: { score: 7 }, asOf: NOW });
    expect(seen).toEqual([
      { method: 'GET', url: `/v1/subjects/${KEY}`, headers: expect.objectContaining({ accept: 'application/json' }) },
    ]);
    expect(seen[0]?.headers['authorization']).toBeUndefined();
  });

  test.each([
    [{ header: 'authorization', prefix: 'Bearer ', secret: 'T' }, 'authorization', `Bearer ${SECRET}`],
    [{ header: 'x-api-key', prefix: '', secret: 'T' }, 'x-api-key', SECRET],
  ])('says who asks with the secret of that name (case %#)', async (auth, header, value) => {
    answer = says(200, JSON_TYPE, '{}');
    await ask({ auth }, { secretOf: (name) => (name === 'T' ? SECRET : undefined) });
    expect(seen[0]?.headers[header]).toBe(value);
  });

  test.each([
    ['is not there', undefined, 'the secret `T` is not there'],
    ['is empty', '', 'the secret `T` is not there'],
    ['cannot stand in a header', `${SECRET}\nx: y`, 'could not be asked (TypeError)'],
    ['has characters no header has', `${SECRET}\u20ac`, 'could not be asked (TypeError)'],
  ])('asks nobody with a secret that %s', async (_, secret, message) => {
    const auth = { header: 'authorization', prefix: 'Bearer ', secret: 'T' };
    expect(await failure(ask({ auth }, { secretOf: () => secret }))).toBe(message);
    expect(seen).toEqual([]);
  });

  test('knows nothing of a key where the answer is 404', async () => {
    answer = says(404, { ...JSON_TYPE, 'content-type': 'text/html' }, '<h1>no</h1>');
    expect(await ask()).toEqual({ value: undefined, asOf: NOW });
  });

  test.each<[string, number, Readonly<Record<string, string>>, string, string]>([
    ['a failure of the server', 500, JSON_TYPE, `{"secret":"${SECRET}"}`, 'answered 500'],
    ['a refusal', 401, JSON_TYPE, '{}', 'answered 401'],
    ['too many questions', 429, JSON_TYPE, '{}', 'answered 429'],
    ['no content', 204, JSON_TYPE, '', 'its answer is not JSON (SyntaxError)'],
    ['a page', 200, { 'content-type': 'text/html' }, '{}', 'answered something else than JSON'],
    ['no type at all', 200, {}, '{}', 'answered something else than JSON'],
    [
      'a type that only sounds so',
      200,
      { 'content-type': 'application/jsonp' },
      '{}',
      'answered something else than JSON',
    ],
    ['no JSON', 200, JSON_TYPE, `{"a":${SECRET}}`, 'its answer is not JSON (SyntaxError)'],
    ['nothing', 200, JSON_TYPE, '', 'its answer is not JSON (SyntaxError)'],
    ['a list', 200, JSON_TYPE, '[{}]', 'its answer is not an object'],
    ['null', 200, JSON_TYPE, 'null', 'its answer is not an object'],
    ['a text', 200, JSON_TYPE, `"${SECRET}"`, 'its answer is not an object'],
  ])('fails where the answer is %s', async (_, status, headers, body, message) => {
    answer = says(status, headers, body);
    expect(await failure(ask())).toBe(message);
  });

  test('fails where the bytes are no UTF-8', async () => {
    answer = (response) =>
      response.writeHead(200, JSON_TYPE).end(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    expect(await failure(ask())).toBe('its answer is not JSON (ERR_ENCODING_INVALID_ENCODED_DATA)');
  });

  test.each([
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/vnd.api+json',
    'application/scim+json;v=1',
  ])('takes the type %s for JSON', async (type) => {
    answer = says(200, { ...JSON_TYPE, 'content-type': type }, '{"a":1}');
    expect(await ask()).toEqual({ value: { a: 1 }, asOf: NOW });
  });

  test.each([301, 302, 303, 307, 308])(
    'does not follow a redirect (%d), nor takes the secret elsewhere',
    async (status) => {
      answer = says(status, { location: `${origin()}/elsewhere` });
      const auth = { header: 'authorization', prefix: 'Bearer ', secret: 'T' };
      expect(await failure(ask({ auth }, { secretOf: () => SECRET }))).toBe('could not be asked (TypeError)');
      expect(seen.map(({ url }) => url)).toEqual([`/v1/subjects/${KEY}`]);
    },
  );

  test('reads an answer in pieces, a character in two of them included', async () => {
    answer = async (response) => {
      response.writeHead(200, JSON_TYPE);
      const bytes = Buffer.from('{"name":"é😀"}');
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    };
    expect(await ask()).toEqual({ value: { name: 'é😀' }, asOf: NOW });
  });

  test('reads as much as an answer may have, and of more no more than that', async () => {
    const filled = (size: number): string => `{"a":"${'x'.repeat(size - 8)}"}`;
    answer = says(200, JSON_TYPE, filled(1024 * 1024));
    expect(await ask()).toMatchObject({ asOf: NOW });
    answer = says(200, JSON_TYPE, filled(1024 * 1024 + 1));
    expect(await failure(ask())).toBe('answered more than 1048576 bytes');
  });

  test('counts what an answer is when it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    expect(bomb.byteLength).toBeLessThan(100_000);
    answer = (response) => response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb);
    expect(await failure(ask())).toBe('answered more than 1048576 bytes');
  });

  test.each([
    [200, JSON_TYPE, 'answered more than 1048576 bytes'],
    [200, { 'content-type': 'text/html' }, 'answered something else than JSON'],
    [500, JSON_TYPE, 'answered 500'],
  ])('lets go of an answer without end (%d, case %#)', async (status, headers, message) => {
    const gone = new Promise<void>((resolve) => (closed = resolve));
    answer = (response) => {
      response.writeHead(status, headers);
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    expect(await failure(ask())).toBe(message);
    await gone;
  });

  test('fails where the connection ends within the answer', async () => {
    answer = (response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    };
    expect(await failure(ask())).toMatch(/^its answer ended early/);
  });

  test('fails where nobody listens, and says why in a word', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo; // sound: it listens on a port
    await new Promise((resolve) => other.close(resolve));
    expect(await failure(ask({ url: `http://127.0.0.1:${port}/{key}` }))).toBe('could not be asked (ECONNREFUSED)');
  });

  test.each<[string, typeof answer]>([
    ['before it answers', () => undefined],
    ['within the answer', (response) => void response.writeHead(200, JSON_TYPE).write('{"a":')],
  ])('stops when it is told to %s, and lets go of the connection', async (_, slow) => {
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const abort = new AbortController();
    answer = (response, request) => {
      slow(response, request);
      setTimeout(() => abort.abort(), 10);
    };
    expect(await failure(ask({}, {}, abort.signal))).toMatch(/\(AbortError\)$/);
    await gone;
  });

  test('asks once more where a connection that was kept open is gone, and no more than that', async () => {
    answer = says(200, JSON_TYPE, '{"score":1}');
    const gone = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
    let failing = 1;
    const flaky: typeof fetch = (url, options) => (failing-- > 0 ? Promise.reject(gone) : fetch(url, options));
    expect(await ask({}, { fetch: flaky })).toMatchObject({ value: { score: 1 } });
    failing = 2;
    expect(await failure(ask({}, { fetch: flaky }))).toBe('could not be asked (ECONNRESET)');
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    let calls = 0;
    await failure(ask({}, { fetch: () => (calls++, Promise.reject(refused)) }));
    expect(calls).toBe(1);
  });

  test('asks once within the time an answer may be used', async () => {
    answer = says(200, { ...JSON_TYPE, age: '30' }, '{"score":7}');
    let now = NOW;
    const clock = (): number => now;
    const ports = { clock, cache: createMemoryCache({ maxEntries: 10, clock }) };
    const read = (): Promise<Reading> => ask({ cacheMs: 60_000 }, ports);
    const first = { value: { score: 7 }, asOf: NOW - 30_000 };
    expect(await read()).toEqual(first);
    now += 59_999;
    expect([await read(), seen.length]).toEqual([first, 1]);
    now += 1;
    answer = says(404, { ...JSON_TYPE, date: new Date(now).toUTCString() });
    expect([await read(), await read(), seen.length]).toEqual([
      { value: undefined, asOf: NOW + 60_000 },
      { value: undefined, asOf: NOW + 60_000 },
      2,
    ]);
  });

  test('does not keep a failure', async () => {
    const ports = { cache: createMemoryCache({ maxEntries: 10, clock: () => NOW }) };
    answer = says(503, JSON_TYPE);
    expect(await failure(ask({ cacheMs: 60_000 }, ports))).toBe('answered 503');
    answer = says(200, JSON_TYPE, '{}');
    expect(await ask({ cacheMs: 60_000 }, ports)).toEqual({ value: {}, asOf: NOW });
  });

  test('asks nobody for a key that cannot be written', async () => {
    const source = createHttpSource(
      { name: 'risk', url: `${origin()}/{key}`, isKeyed: true },
      { fetch, secretOf: () => undefined, clock: () => NOW, sha256 },
    );
    for (const key of ['', '..', '\ud800'])
      expect(await failure(Promise.resolve(source.read(key, new AbortController().signal)))).toBe(
        'the key cannot be written into its address',
      );
    expect(seen).toEqual([]);
  });

  test.each(['http://risk.example.com/{key}', 'https://ann:pw@risk.example.com/{key}', 'https://risk.example.com/'])(
    'is not made of the address %s',
    (url) => {
      const make = (): unknown =>
        createHttpSource({ name: 'risk', url, isKeyed: true }, { fetch, secretOf: () => '', clock: () => NOW, sha256 });
      expect(make).toThrow('source `risk`: its address cannot be used');
    },
  );
});

describe('how old an answer is', () => {
  const DATE = 'Fri, 02 Jan 2026 03:04:05 GMT';
  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['as old as its question where it says nothing', {}, 0],
    ['as it says', { date: DATE }, 0],
    ['no younger than its question', { date: 'Fri, 02 Jan 2026 03:05:05 GMT' }, 0],
    ['as old as a cache before it says', { date: DATE, age: '90' }, 90],
    ['as old as the server says, where a cache does not', { date: 'Fri, 02 Jan 2026 03:03:05 GMT' }, 60],
    ['the older of both', { date: 'Fri, 02 Jan 2026 03:03:05 GMT', age: '10' }, 60],
    ['not as old as what it is about', { date: DATE, 'last-modified': 'Thu, 01 Jan 2015 00:00:00 GMT' }, 0],
    ['nothing it does not say in earnest', { date: 'yesterday', age: '-5' }, 0],
    ['nothing it says twice', { age: '10, 20' }, 0],
  ])('is %s', async (_, headers, seconds) => {
    answer = (response) => {
      response.sendDate = false;
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).end('{}');
    };
    expect(await ask()).toEqual({ value: {}, asOf: NOW - seconds * 1000 });
  });
});

test('whatever the key, the server is asked for that key and nothing else', async () => {
  answer = says(200, JSON_TYPE, '{}');
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      '.',
      '..',
      '%2e',
      '/../admin',
      '//evil.example/',
      '?admin=1',
      '#',
      '@evil.example',
      '\\',
      '\r\nx: y',
      '\0',
      '\ud800',
    ),
  );
  const source = createHttpSource(
    { name: 'risk', url: `${origin()}/v1/{key}/score?of={key}`, isKeyed: true },
    { fetch, secretOf: () => undefined, clock: () => NOW, sha256 },
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (key) => {
      seen = [];
      const reading = await Promise.resolve(source.read(key, new AbortController().signal)).catch(() => undefined);
      if (reading === undefined) {
        expect([seen, ['.', '..'].includes(key) || !key.isWellFormed()]).toEqual([[], true]);
        return;
      }
      const [request] = seen;
      const [, version = '', step = '', last = '', value = ''] =
        /^\/([^/]*)\/([^/]*)\/([^/?]*)\?of=([^&]*)$/.exec(request?.url ?? '') ?? [];
      expect([version, decodeURIComponent(step), last, decodeURIComponent(value)]).toEqual(['v1', key, 'score', key]);
      expect(`http://${request?.headers.host}`).toBe(origin());
    }),
    fuzzRuns(200),
  );
});

test('whatever a server answers, it is an object, nothing, or a failed read that repeats none of it', async () => {
  const header = fc.constantFrom('application/json', 'application/json', 'text/plain', 'x', '');
  const body = fc.oneof(
    fc.json(),
    fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.constantFrom('{"__proto__":{"a":1}}', '['.repeat(100_000), '{"a":'.repeat(50_000), '{"a":1e999}', '\ufeff{}'),
  );
  const answers = fc.record({
    status: fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })),
    type: header,
    age: fc.string({ unit: 'grapheme-ascii' }),
    date: fc.oneof(fc.constant(''), fc.date({ noInvalidDate: true }).map(String)),
    body,
  });
  await fc.assert(
    fc.asyncProperty(answers, async ({ status, type, age, date, body: text }) => {
      const empty = [204, 205, 304].includes(status);
      const response = new Response(empty ? null : text, { status, headers: { 'content-type': type, age, date } });
      const asked = ask({ url: 'https://risk.example.com/{key}' }, { fetch: () => Promise.resolve(response) });
      const reading = await asked.catch(() => undefined);
      if (reading === undefined) {
        expect(await failure(asked)).toMatch(/^(?:answered|its answer)/);
        return;
      }
      expect(reading.value === undefined || isObject(reading.value)).toBe(true);
      expect(reading.value === undefined).toBe(status === 404);
      expect((reading.asOf ?? Infinity) <= NOW).toBe(true);
    }),
    fuzzRuns(300),
  );
});

test('whatever is thrown while it is asked is a failed read that repeats none of it', async () => {
  const thrown = fc.oneof(
    fc.anything(),
    fc.string().map((text) => new Error(`${text} ${SECRET} ${KEY}`)),
    fc
      .constantFrom(SECRET, KEY)
      .map((text) => Object.assign(new Error(text), { code: text, name: text, cause: { code: text } })),
  );
  await fc.assert(
    fc.asyncProperty(thrown, async (reason) => {
      expect(await failure(ask({}, { fetch: () => Promise.reject(reason as Error) }))).toMatch(/^could not be asked/);
    }),
    fuzzRuns(200),
  );
});
