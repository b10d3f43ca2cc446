// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { BridgeOptions, Decided } from '../options.ts';
import { newPep } from '../peps/new-pep.ts';
import { dial, readAll, turn } from '../testing/dial.ts';
import { ASK, PERMIT, startBridge, type TestBridge } from '../testing/start-bridge.ts';

const PATH = '/v1/issuance/keycloak';
const DENIED: Decided = {
  answer: { version: 1, decision: 'deny', id: 'r2', error: 'access_denied', status: 400 },
  outcome: 'deny',
  effect: 'denied',
  grant: 'password',
  recordId: 'r2',
};

let started: TestBridge | undefined;
const start = async (options: Parameters<typeof startBridge>[0] = {}): Promise<TestBridge> =>
  (started = await startBridge(options));
afterEach(async () => {
  await started?.bridge.close(500);
  started = undefined;
});

const metric = async ({ ask }: TestBridge, line: string): Promise<boolean> =>
  (await (await ask('/metrics')).text()).split('\n').includes(`assay_bridge_${line}`);

describe('an ask', () => {
  test('is decided as it came, and answered as it was decided', async () => {
    const ask = { ...ASK, access_token: { ['__proto__']: 1, deep: [{ a: null }] } };
    const text = JSON.stringify(ask).replace('"deep"', '"__proto__":{"a":1},"deep"');
    const answer = { version: 1, decision: 'permit', id: 'r', more: { than: ['the schema', 'names'] } };
    const decide = jest.fn(async (_: unknown) => ({ ...PERMIT, answer }));
    const { post } = await start({ decide });
    const response = await post(PATH, text);
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json; charset=utf-8',
      answer,
    ]);
    expect(decide.mock.calls).toEqual([[JSON.parse(text)]]);
  });

  test.each([
    ['no JSON', '{', undefined],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined],
    ['nothing', '', undefined],
    ['null', 'null', null],
    ['another version', '{"version":2}', { version: 2 }],
    [
      'text in the place of a number, which is not made one',
      JSON.stringify({ ...ASK, version: '1' }),
      { ...ASK, version: '1' },
    ],
  ])('that is %s is decided, so that the attempt leaves a record', async (_, body, native) => {
    const decide = jest.fn(async (__: unknown) => DENIED);
    const bridge = await start({ decide });
    const response = await bridge.ask(PATH, {
      method: 'POST',
      headers: { authorization: `Bearer ${bridge.secret}`, 'content-type': 'application/json' },
      body,
    });
    expect([response.status, await response.json(), decide.mock.calls]).toEqual([200, DENIED.answer, [[native]]]);
    expect(await metric(bridge, 'invalid_asks_total 1')).toBe(true);
  });

  test('whatever it holds is handed on as it is, or was no JSON', async () => {
    const seen: unknown[] = [];
    const { post } = await start({
      decide: async (native) => {
        seen.push(native);
        return DENIED;
      },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify({ ...ASK, user: value })),
        ),
        async (body) => {
          const { status } = await post(PATH, body);
          expect([status, JSON.stringify(seen.pop())]).toEqual([200, JSON.stringify(parsed(body))]);
        },
      ),
      { numRuns: 200 },
    );
    expect(seen).toEqual([]);
  });

  test('nested as deep as its size allows does no harm', async () => {
    const { post } = await start();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await post(PATH, deep)).status).toBe(200);
  });

  test.each([
    ['of another type', { 'content-type': 'text/plain' }, '{}', 415],
    ['that is too large', {}, JSON.stringify({ ...ASK, user_agent: 'x'.repeat(256 * 1024) }), 413],
  ])('%s is not decided', async (_, headers, body, status) => {
    const decide = jest.fn(async () => PERMIT);
    const { post } = await start({ decide });
    const response = await post(PATH, body, headers);
    expect([response.status, ((await response.json()) as { code: string }).code, decide.mock.calls]).toEqual([
      status,
      'ERR_BRIDGE_REQUEST',
      [],
    ]);
  });

  test('that cannot be decided is answered with 500, and nothing of why', async () => {
    const decide = (): Promise<never> => Promise.reject(new TypeError('the secret of user@example.com'));
    const bridge = await start({ decide });
    const response = await bridge.post(PATH, ASK);
    expect([response.status, await response.json()]).toEqual([
      500,
      {
        type: 'urn:assay:error:ERR_INTERNAL',
        title: 'something that should not happen did',
        status: 500,
        detail: 'this should not happen',
        code: 'ERR_INTERNAL',
        problems: [],
      },
    ]);
    expect(bridge.lines).toEqual([expect.objectContaining({ level: 'error', what: 'unexpected TypeError' })]);
    expect(await metric(bridge, 'failures_total 1')).toBe(true);
  });
});

describe('the log', () => {
  test('has a line for a denial, and without being asked for more none for a permit', async () => {
    const lines: string[] = [];
    let next = DENIED;
    const { post } = await start({
      decide: async () => next,
      log: { destination: { write: (line) => void lines.push(line) } },
    });
    await post(PATH, ASK);
    next = PERMIT;
    await post(PATH, ASK);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'info',
        time: expect.any(String) as string,
        name: 'assay-bridge',
        id: 'r2',
        pep: 'all',
        effect: 'denied',
        grant: 'password',
        ms: expect.any(Number) as number,
        msg: 'denied',
      },
    ]);
  });

  test('tells of a decision whose record was lost', async () => {
    const { post, lines } = await start({ decide: async () => ({ ...PERMIT, lossy: true }) });
    await post(PATH, ASK);
    expect(lines.map(({ level, id, msg }) => [level, id, msg])).toEqual([
      ['error', 'r1', 'a decision was answered without its record'],
      ['debug', 'r1', 'decided'],
    ]);
  });
});

describe('more than can be decided', () => {
  /** Decides when told to. */
  const held = (): {
    readonly decide: BridgeOptions['decide'];
    readonly release: () => void;
    readonly waiting: () => number;
  } => {
    const waiting: (() => void)[] = [];
    return {
      decide: () => new Promise((resolve) => waiting.push(() => resolve(PERMIT))),
      release: () => waiting.splice(0).forEach((go) => go()),
      waiting: () => waiting.length,
    };
  };

  test('is refused with 503 and a code, and what is under way is answered', async () => {
    const { decide, release, waiting } = held();
    const bridge = await start({ decide, limits: { decisions: 2 } });
    const first = [bridge.post(PATH, ASK), bridge.post(PATH, ASK)];
    while (waiting() < 2) await turn(5);
    const refused = await bridge.post(PATH, ASK);
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      503,
      '1',
      {
        type: 'urn:assay:error:ERR_BRIDGE_BUSY',
        title: 'the bridge is asked more than it can decide in time',
        status: 503,
        detail: 'nothing was decided: ask again later',
        code: 'ERR_BRIDGE_BUSY',
        problems: [],
      },
    ]);
    expect(await metric(bridge, 'decisions_in_flight 2')).toBe(true);
    release();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await metric(bridge, 'shed_total 1')).toBe(true);
    expect(await metric(bridge, 'decisions_in_flight 0')).toBe(true);
  });

  test('is refused before its body has come', async () => {
    const { decide, release, waiting } = held();
    const { post, listening, secret } = await start({ decide, limits: { decisions: 1 } });
    const first = post(PATH, ASK);
    while (waiting() < 1) await turn(5);
    const socket = await dial(listening.url);
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nhost: b\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: 1000\r\nconnection: close\r\n\r\n`,
    );
    expect(await readAll(socket)).toMatch(/^HTTP\/1\.1 503 /);
    release();
    await first;
  });

  test('places are given back by whoever fails or goes away', async () => {
    const { decide, release, waiting } = held();
    let isFailing = true;
    const bridge = await start({
      limits: { decisions: 1 },
      decide: (native) => (isFailing ? Promise.reject(new Error('x')) : decide(native)),
    });
    for (let i = 0; i < 3; i++) expect((await bridge.post(PATH, ASK)).status).toBe(500);
    isFailing = false;
    const gone = new AbortController();
    const abandoned = bridge.ask(PATH, {
      method: 'POST',
      headers: { authorization: `Bearer ${bridge.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(ASK),
      signal: gone.signal,
    });
    while (waiting() < 1) await turn(5);
    gone.abort();
    await expect(abandoned).rejects.toMatchObject({ name: 'AbortError' });
    release();
    await turn(20);
    const last = bridge.post(PATH, ASK);
    while (waiting() < 1) await turn(5);
    release();
    expect((await last).status).toBe(200);
  });
});

test('an enforcement point that asks too often is refused, and no other', async () => {
  const eager = newPep('eager', ['issue']);
  let now = 0;
  const bridge = await start({ more: [{ ...eager.entry, requestsPerSecond: 3 }], clock: () => now });
  const headers = { authorization: `Bearer ${eager.secret}` };
  const responses = [];
  for (let i = 0; i < 5; i++) responses.push(await bridge.post(PATH, ASK, headers));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect([responses[3]?.headers.get('retry-after'), await responses[3]?.json()]).toEqual([
    '1',
    {
      type: 'urn:assay:error:ERR_BRIDGE_RATE',
      title: 'an enforcement point asks the bridge more often than it may',
      status: 429,
      detail: 'nothing was done: this enforcement point has asked too often within a second',
      code: 'ERR_BRIDGE_RATE',
      problems: [],
    },
  ]);
  expect((await bridge.post(PATH, ASK)).status).toBe(200);
  expect(await metric(bridge, 'rate_limited_total{pep="eager"} 2')).toBe(true);
  now = 1000;
  expect((await bridge.post(PATH, ASK, headers)).status).toBe(200);
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
