// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Content } from '../entry/entry.ts';
import { contentOf } from '../entry/reveal.ts';
import { pagesOf } from '../ask/pages-of.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { createSigner, createVerifier } from '../tree/note.ts';
import { seal } from '../tree/seal.ts';
import { generateKeyPairSync } from 'node:crypto';
import { checkProof } from '../proof/check-proof.ts';
import { parseProof } from '../proof/parse-document.ts';
import { createCollector, type Collector } from './collector.ts';
import { ROUTES } from './routes.ts';
import type { Read } from './read-log-line.ts';
import type { RefusedRequest } from './refused-requests.ts';
import { createToken } from './tokens.ts';

const NOW = TEST_START + 3_600_000;
const WRITER = createToken({ name: 'auth0', role: 'writer', writerPrefix: 'auth0-' });
const AUDITOR = createToken({ name: 'alice', role: 'auditor' });
const SIGNER = createSigner(
  'log.example.com',
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
);
const VERIFIER = createVerifier(SIGNER.verifierKey);
const JWT = `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`;

describe('the collector', () => {
  let folder: string;
  let store: LogStore;
  let collector: Collector;
  let reads: Read[];
  let refused: RefusedRequest[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-collector-'));
    store = await openSqliteStore(join(folder, 'log.db'));
    reads = [];
    refused = [];
    collector = await createCollector({
      store,
      tokens: [WRITER.entry, AUDITOR.entry],
      clock: () => NOW,
      verifier: VERIFIER,
      onRead: (read) => reads.push(read),
      onRefused: (request) => refused.push(request),
    });
  });
  afterEach(async () => {
    await collector.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Sent {
    readonly method?: string;
    readonly token?: string;
    readonly body?: string | Uint8Array<ArrayBuffer>;
    readonly headers?: Readonly<Record<string, string>>;
  }

  const send = (path: string, { method = 'GET', token, body, headers = {} }: Sent = {}): Promise<Response> =>
    collector.fetch(
      new Request(`http://log.example.com${path}`, {
        method,
        headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
        ...(body !== undefined && { body }),
      }),
    );

  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    send('/v1/records', {
      method: 'POST',
      token: WRITER.token,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  const ask = async (path: string): Promise<unknown> => (await send(path, { token: AUDITOR.token })).json();

  const batch = (...ns: readonly number[]): object => ({
    writer: 'auth0-1',
    records: ns.map((n) => ({ seq: n, record: recordOf({ n }) })),
  });

  const contents = async (kind: string): Promise<readonly Content[]> => {
    const found: Content[] = [];
    for await (const entry of pagesOf(store, { terms: [[`kind=${kind}`]] }, { limit: 100, order: 'oldest' }))
      found.push(contentOf(entry));
    return found;
  };

  const problem = async (response: Response): Promise<unknown> => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const { status, code, problems } = (await response.json()) as Record<string, unknown>;
    expect(status).toBe(response.status);
    return { status, code, problems };
  };

  it('stores a post, and knows it when it comes again', async () => {
    const first = await post(batch(0, 1));
    expect([first.status, await first.json()]).toEqual([
      202,
      {
        results: [
          { seq: 0, status: 'stored' },
          { seq: 1, status: 'stored' },
        ],
        redacted: 0,
      },
    ]);
    const second = await post(batch(0, 1));
    expect([second.status, await second.json()]).toEqual([
      202,
      {
        results: [
          { seq: 0, status: 'known' },
          { seq: 1, status: 'known' },
        ],
        redacted: 0,
      },
    ]);
    expect(await contents('decision')).toEqual(
      [0, 1].map((n) => ({ kind: 'decision', writer: 'auth0-1', seq: n, record: recordOf({ n }) })),
    );
  });

  it('takes a body that is gzip', async () => {
    const response = await send('/v1/records', {
      method: 'POST',
      token: WRITER.token,
      body: new Uint8Array(gzipSync(JSON.stringify(batch(0)))),
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' },
    });
    expect([response.status, await response.json()]).toEqual([
      202,
      { results: [{ seq: 0, status: 'stored' }], redacted: 0 },
    ]);
  });

  it('tells a conflict of that record alone, and writes down its loss and what repeats', async () => {
    await post(batch(0, 1));
    const response = await post({
      writer: 'auth0-2',
      records: [
        { seq: 0, record: recordOf({ n: 0, subject: 'mallory' }) },
        { seq: 1, record: { ...recordOf({ n: 1 }), correlation: { log: 'another' } } },
        { seq: 2, record: recordOf({ n: 2 }) },
      ],
    });
    expect([response.status, await response.json()]).toEqual([
      202,
      {
        results: [
          { seq: 0, status: 'conflict', code: 'ERR_RECORD_CONFLICT' },
          { seq: 1, status: 'repeated' },
          { seq: 2, status: 'stored' },
        ],
        redacted: 0,
      },
    ]);
    const time = new Date(NOW).toISOString();
    expect([...(await contents('loss')), ...(await contents('repeat'))]).toEqual([
      {
        kind: 'loss',
        writer: 'auth0-2',
        seq: 0,
        time,
        lost: { writer: 'auth0-2', from: 0, to: 0 },
        reason: 'ERR_RECORD_CONFLICT',
      },
      { kind: 'repeat', writer: 'auth0-2', seq: 1, time, of: `${recordOf({ n: 1 }).id}.permit` },
    ]);
  });

  it('keeps what a writer says it lost', async () => {
    const loss = {
      kind: 'loss',
      seq: 4,
      time: new Date(NOW).toISOString(),
      lost: { writer: 'auth0-1', from: 4, to: 6 },
      reason: 'ERR_COLLECTOR',
    };
    expect((await post({ writer: 'auth0-1', records: [loss] })).status).toBe(202);
    expect(await contents('loss')).toEqual([{ ...loss, writer: 'auth0-1' }]);
  });

  it('takes tokens out of what it stores, and counts them', async () => {
    const response = await post({
      writer: 'auth0-1',
      records: [{ seq: 0, record: { ...recordOf({ n: 0 }), correlation: { header: `Bearer ${JWT}` } } }],
    });
    expect(await response.json()).toEqual({ results: [{ seq: 0, status: 'stored' }], redacted: 1 });
    expect(await contents('decision')).toEqual([
      {
        kind: 'decision',
        writer: 'auth0-1',
        seq: 0,
        record: { ...recordOf({ n: 0 }), correlation: { header: '[redacted]' }, redacted: ['/correlation/header'] },
      },
    ]);
  });

  it('stores a record that its host made less of', async () => {
    const record = recordOf({ n: 0 });
    const { baseline: _, ...rest } = record;
    const lessened = {
      ...rest,
      inputs: { digest: 'hmac-sha256:abc' },
      obligations: [
        {
          type: 'step_up',
          properties: {},
          about: { detail: 'hmac-sha256:def' },
          rule: record.policy.decided[0],
          met: true,
        },
      ],
      redacted: ['/inputs/digest', '/obligations/0/about/detail', '/baseline'],
    };
    const response = await post({ writer: 'auth0-1', records: [{ seq: 0, record: lessened }] });
    expect(await response.json()).toEqual({ results: [{ seq: 0, status: 'stored' }], redacted: 0 });
  });

  const good = recordOf({ n: 0 });
  const one = (record: unknown): object => ({ writer: 'auth0-1', records: [{ seq: 0, record }] });
  const invalid: readonly (readonly [string, unknown, readonly { path: string; message: string }[]])[] = [
    ['a list', [], [{ path: '', message: 'must be object' }]],
    [
      'no records',
      { writer: 'auth0-1', records: [] },
      [{ path: '/records', message: 'must NOT have fewer than 1 items' }],
    ],
    [
      'another member',
      { writer: 'auth0-1', records: [{ seq: 0, record: good }], more: 1 },
      [{ path: '', message: '`more` is not a member of it' }],
    ],
    [
      'a number below 0',
      { writer: 'auth0-1', records: [{ seq: -1, record: good }] },
      [{ path: '/records/0/seq', message: 'must be >= 0' }],
    ],
    [
      'a retention, which no writer may say',
      { writer: 'auth0-1', records: [{ seq: 0, kind: 'retention', time: 'x', day: 'x', entries: 1, by: 'x' }] },
      [{ path: '/records/0/kind', message: 'expected `decision`, `loss` or `repeat`: a writer says nothing else' }],
    ],
    [
      'a record of another shape',
      one({ ...good, outcome: 'maybe' }),
      [{ path: '/records/0/record/outcome', message: 'must be equal to one of the allowed values: ["permit","deny"]' }],
    ],
    [
      'a record, and tells every place of it that is wrong',
      one({ ...good, outcome: 'maybe', note: 'x', version: 2 }),
      expect.arrayContaining([
        { path: '/records/0/record', message: '`note` is not a member of it' },
        { path: '/records/0/record/version', message: 'must be equal to constant: 1' },
        {
          path: '/records/0/record/outcome',
          message: 'must be equal to one of the allowed values: ["permit","deny"]',
        },
      ]) as { path: string; message: string }[], // sound: a list of such
    ],
    [
      'a record with another member',
      one({ ...good, note: 'x' }),
      [{ path: '/records/0/record', message: '`note` is not a member of it' }],
    ],
    [
      'another member, although parts were redacted',
      one({ ...good, note: 'x', redacted: ['/inputs'] }),
      [{ path: '/records/0/record', message: '`note` is not a member of it' }],
    ],
    [
      'a record that is all redacted',
      one({ ...good, evidence: 'none', redacted: ['/evidence'] }),
      [{ path: '/records/0/record', message: 'too much of it was taken out: it cannot be kept as a record' }],
    ],
    [
      'an id that is no UUID',
      one({ ...good, id: '1' }),
      [{ path: '/records/0/record/id', message: 'expected a UUID in lower case' }],
    ],
    [
      'a time in the future',
      one({ ...good, time: '2099-01-01T00:00:00.000Z' }),
      [{ path: '/records/0/record/time', message: 'expected a time between the year 2000 and tomorrow' }],
    ],
    [
      'a day there is not',
      one({ ...good, time: '2026-13-01T00:00:00.000Z' }),
      [{ path: '/records/0/record/time', message: 'expected a time between the year 2000 and tomorrow' }],
    ],
    [
      'a loss that ends before it begins',
      {
        writer: 'auth0-1',
        records: [
          { seq: 0, kind: 'loss', time: good.time, lost: { writer: 'auth0-1', from: 2, to: 1 }, reason: 'ERR_X' },
        ],
      },
      [{ path: '/records/0/lost/to', message: 'expected a number not below `from`' }],
    ],
    [
      'a depth no record has',
      one({ ...good, inputs: { request: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) } }),
      [{ path: `/records/0/record/inputs/request${'/0'.repeat(30)}`, message: 'expected at most 32 levels' }],
    ],
    [
      'the second record alone',
      { writer: 'auth0-1', records: [{ seq: 0, record: good }, { seq: 1 }] },
      [{ path: '/records/1', message: "must have required property 'record'" }],
    ],
  ];

  it.each(invalid)('refuses %s, and writes nothing', async (_, body, problems) => {
    expect(await problem(await post(body))).toEqual({ status: 400, code: 'ERR_RECORD_INVALID', problems });
    expect(await store.sequence()).toBe(0);
  });

  it.each<readonly [string, string | Uint8Array<ArrayBuffer>, string]>([
    ['no JSON', '{"writer":', 'identity'],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'identity'],
    ['gzip that is none', 'abc', 'gzip'],
    [
      'gzip that ends too early',
      new Uint8Array(gzipSync(JSON.stringify({ writer: 'auth0-1' })).subarray(0, 20)),
      'gzip',
    ],
    ['nothing', '', 'identity'],
  ])('refuses a body that is %s', async (_, body, encoding) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    const response = await send('/v1/records', { method: 'POST', token: WRITER.token, body, headers });
    expect(await problem(response)).toEqual({ status: 400, code: 'ERR_RECORD_INVALID', problems: [] });
  });

  it('refuses what is too large, packed, unpacked or counted', async () => {
    const headers = { 'content-type': 'application/json' };
    const large = JSON.stringify({ writer: 'x'.repeat(5_000_000) });
    const sent = [
      { body: large, headers },
      { body: new Uint8Array(gzipSync(large)), headers: { ...headers, 'content-encoding': 'gzip' } },
      { body: JSON.stringify({ writer: 'auth0-1', records: Array.from({ length: 1001 }, () => ({})) }), headers },
    ];
    for (const request of sent)
      expect(await problem(await send('/v1/records', { method: 'POST', token: WRITER.token, ...request }))).toEqual({
        status: 413,
        code: 'ERR_COLLECTOR',
        problems: [],
      });
  });

  it('refuses one record above its size in a body that may be as large', async () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 9 }, (_, n) => [`s${n}`, { text: 'é'.repeat(100_000) }]),
    );
    const record = { ...good, inputs: { attributes } };
    expect(await problem(await post(one(record)))).toEqual({
      status: 400,
      code: 'ERR_RECORD_INVALID',
      problems: [{ path: '/records/0/record', message: 'expected at most 1048576 bytes' }],
    });
  });

  it('refuses another type and another encoding', async () => {
    const refusal = { status: 415, code: 'ERR_COLLECTOR', problems: [] };
    expect(await problem(await post(batch(0), { 'content-type': 'text/plain' }))).toEqual(refusal);
    expect(await problem(await post(batch(0), { 'content-encoding': 'br' }))).toEqual(refusal);
  });

  it('refuses a writer whose name is not its own, of records and of losses', async () => {
    const loss = {
      kind: 'loss',
      seq: 0,
      time: good.time,
      lost: { writer: 'cognito-1', from: 0, to: 0 },
      reason: 'ERR_X',
    };
    for (const body of [
      { ...batch(0), writer: 'cognito-1' },
      { writer: 'auth0-1', records: [loss] },
    ])
      expect(await problem(await post(body))).toEqual({ status: 403, code: 'ERR_COLLECTOR', problems: [] });
    expect(await store.sequence()).toBe(0);
    const told = { time: new Date(NOW).toISOString(), status: 403, method: 'POST', route: '/v1/records', who: 'auth0' };
    expect(refused).toEqual([told, told]);
  });

  describe('roles', () => {
    const bearers = [
      ['nobody', undefined, undefined],
      ['a stranger', 'assay_nothing', undefined],
      ['a writer', WRITER.token, 'writer'],
      ['an auditor', AUDITOR.token, 'auditor'],
    ] as const;
    const cases = ROUTES.flatMap((route) => bearers.map((bearer) => [route, ...bearer] as const));
    it.each(cases.map(([route, name, token, role]) => ({ route, name, token, role })))(
      '$route.method $route.path for $name',
      async ({ route, token, role }) => {
        const response = await send(route.path.replace('{id}', good.id), {
          method: route.method,
          ...(token !== undefined && { token }),
        });
        const isAllowed = route.role === undefined || role === route.role;
        if (isAllowed) expect([200, 404, 415]).toContain(response.status);
        else {
          expect(await problem(response)).toEqual({
            status: role === undefined ? 401 : 403,
            code: 'ERR_COLLECTOR',
            problems: [],
          });
          expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="assay"/);
        }
        expect(reads.length).toBe(isAllowed && route.role === 'auditor' ? 1 : 0);
        const told = { time: new Date(NOW).toISOString(), status: response.status, method: route.method };
        const who = role === undefined ? {} : { who: role === 'writer' ? 'auth0' : 'alice' };
        expect(refused).toEqual(isAllowed ? [] : [{ ...told, route: route.path, ...who }]);
      },
    );

    it('tells nothing of what was sent with a token it does not know', async () => {
      await send(`/v1/log/records?client=${JWT}&subject=dana`, { token: JWT });
      const time = new Date(NOW).toISOString();
      expect(refused).toEqual([{ time, status: 401, method: 'GET', route: '/v1/log/records' }]);
    });

    it('says in the title what happened', async () => {
      const title = async (response: Promise<Response>): Promise<string> =>
        ((await (await response).json()) as { title: string }).title;
      expect([
        await title(send('/v1/log/records?subjct=dana', { token: AUDITOR.token })),
        await title(send('/v1/log/records')),
        await title(send('/v1/log/records', { token: WRITER.token })),
        await title(send('/v1/log/records', { method: 'PUT', token: AUDITOR.token })),
        await title(send('/v1/log/records?after=nothing', { token: AUDITOR.token })),
      ]).toEqual([
        'the request is not one that can be answered',
        'whoever sent the request is not known',
        'whoever sent the request is not allowed to',
        'the method is not answered at this path',
        'the page of the log that is asked for does not exist',
      ]);
    });

    it('knows no other method, and no other path', async () => {
      const put = await send(`/v1/log/records/${good.id}`, { method: 'PUT', token: AUDITOR.token });
      expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET']);
      for (const method of ['DELETE', 'PATCH'])
        expect((await send('/v1/records', { method, token: WRITER.token })).status).toBe(405);
      expect((await send('/v1/nothing', { token: AUDITOR.token })).status).toBe(404);
    });
  });

  describe('asked', () => {
    beforeEach(async () => {
      await post({
        writer: 'auth0-1',
        records: Array.from({ length: 30 }, (_, n) => ({
          seq: n,
          record: recordOf({ n, client: n % 3 === 0 ? 'billing' : 'portal', subject: n % 2 === 0 ? 'dana' : 'lee' }),
        })),
      });
    });

    it('gives records by what is asked, page by page, and all of them as lines', async () => {
      const query = '/v1/log/records?client=billing&client=nothing&subject=dana';
      const wanted = [24, 18, 12, 6, 0].map((n) => recordOf({ n, client: 'billing', subject: 'dana' }));
      const first = (await ask(`${query}&limit=3`)) as { records: unknown[]; next: string };
      const second = (await ask(`${query}&limit=3&after=${first.next}`)) as { records: unknown[] };
      expect([first.records, second]).toEqual([wanted.slice(0, 3), { records: wanted.slice(3) }]);
      const lines = await send(query, { token: AUDITOR.token, headers: { accept: 'application/jsonl' } });
      expect(lines.headers.get('content-type')).toBe('application/jsonl');
      expect(
        (await lines.text())
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual(wanted);
    });

    it('gives at most as many lines as asked for, the oldest first', async () => {
      const lines = await send('/v1/log/records?limit=2&order=oldest', {
        token: AUDITOR.token,
        headers: { accept: 'application/jsonl' },
      });
      const ids = (await lines.text())
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id);
      expect(ids).toEqual([recordOf({ n: 0 }).id, recordOf({ n: 1 }).id]);
    });

    it('gives one decision, or says that it is not there', async () => {
      const record = recordOf({ n: 3, client: 'billing', subject: 'lee' });
      expect(await ask(`/v1/log/records/${record.id}`)).toEqual({ records: [record] });
      const missing = await send('/v1/log/records/01a20038-90d4-7a60-8a06-dbbe3a5a442d', { token: AUDITOR.token });
      expect(await problem(missing)).toEqual({ status: 404, code: 'ERR_LOG_NOT_FOUND', problems: [] });
    });

    it('gives the claims of a client, why, and how often', async () => {
      const claims = (await ask('/v1/log/claims?client=billing')) as {
        tokens: unknown;
        items: Record<string, unknown>[];
      };
      expect(claims.tokens).toEqual({ permit: 10, deny: 0, observed: 0 });
      expect(claims.items.map(({ kind, name, action, rule, count }) => ({ kind, name, action, rule, count }))).toEqual([
        { kind: 'scope', name: 'payments:read', action: 'granted', rule: 'payments/reader', count: 10 },
        { kind: 'claim', name: 'email', action: 'kept', rule: null, count: 10 },
        { kind: 'claim', name: 'tenant', action: 'set', rule: 'payments/tenant-of-subject', count: 10 },
      ]);
      expect(claims.items.map(({ first, last }) => [first, last])).toEqual(
        Array(3).fill([recordOf({ n: 0 }).time, recordOf({ n: 27 }).time]),
      );
      const why = (await ask(`/v1/log/why/${good.id}?claim=tenant`)) as { accounts: { items: unknown[] }[] };
      expect(why.accounts.map(({ items }) => items)).toMatchObject([
        [{ kind: 'claim', about: 'access_token.tenant', came: 'set', value: 'north' }],
      ]);
      const stats = (await ask('/v1/log/stats?since=2026-11-20')) as { outcomes: { time: string; permit: number }[] };
      expect(stats.outcomes.every(({ time }) => new Date(time).toISOString() === time)).toBe(true);
      expect(stats.outcomes.reduce((sum, { permit }) => sum + permit, 0)).toBe(30);
    });

    it('gives the newest checkpoint', async () => {
      const missing = await send('/v1/log/checkpoint', { token: AUDITOR.token });
      expect(await problem(missing)).toEqual({ status: 404, code: 'ERR_LOG_NOT_FOUND', problems: [] });
      const { note } = await seal(store, SIGNER, () => NOW);
      const found = await send('/v1/log/checkpoint', { token: AUDITOR.token });
      expect([found.status, await found.text()]).toEqual([200, note]);
    });

    it('proves that a decision is in the log, once a checkpoint covers it', async () => {
      const path = `/v1/log/proof/${good.id}`;
      const early = await send(path, { token: AUDITOR.token });
      expect([early.status, await early.json()]).toEqual([
        409,
        {
          type: 'urn:assay:error:ERR_LOG_PROOF',
          title: 'there is no proof of it yet',
          status: 409,
          detail: 'the decision is in the log, and no checkpoint covers it yet: ask again once the next one is signed',
          code: 'ERR_LOG_PROOF',
          problems: [],
        },
      ]);
      const nowhere = await send('/v1/log/proof/01a20038-90d4-7a60-8a06-dbbe3a5a442d', { token: AUDITOR.token });
      expect(await problem(nowhere)).toEqual({ status: 404, code: 'ERR_LOG_NOT_FOUND', problems: [] });
      await seal(store, SIGNER, () => NOW);
      const { document } = parseProof(await (await send(`${path}?disclose=/who`, { token: AUDITOR.token })).text());
      expect(document && checkProof(document, VERIFIER)).toMatchObject({ proven: { proves: 'inclusion' } });
      const missing = await send('/v1/log/proof/01a20038-90d4-7a60-8a06-dbbe3a5a442d', { token: AUDITOR.token });
      expect(await problem(missing)).toEqual({ status: 404, code: 'ERR_LOG_NOT_FOUND', problems: [] });
    });

    it.each([
      ['records?subjct=dana', 'ERR_COLLECTOR', '/subjct'],
      ['records?outcome=maybe', 'ERR_COLLECTOR', '/outcome'],
      ['records?limit=0', 'ERR_COLLECTOR', '/limit'],
      ['records?since=yesterday', 'ERR_COLLECTOR', '/since'],
      ['records?subject=a&subject=b', 'ERR_COLLECTOR', '/subject'],
      ['records?after=nothing', 'ERR_LOG_CURSOR', '/after'],
      ['claims?limit=3', 'ERR_COLLECTOR', '/limit'],
      ['stats?order=oldest', 'ERR_COLLECTOR', '/order'],
      [`proof/${good.id}?claim=x`, 'ERR_COLLECTOR', '/claim'],
      [`why/${good.id}?client=x`, 'ERR_COLLECTOR', '/client'],
    ])('refuses %s', async (path, code, at) => {
      const response = await send(`/v1/log/${path}`, { token: AUDITOR.token });
      expect(await problem(response)).toEqual({
        status: 400,
        code,
        problems: [{ path: at, message: expect.any(String) as string }],
      });
    });

    it('writes down who asked what, and not about whom', async () => {
      await ask(`/v1/log/records?client=billing&subject=dana&scope=${JWT}`);
      await ask(`/v1/log/why/${good.id}`);
      const time = new Date(NOW).toISOString();
      expect(reads).toEqual([
        {
          time,
          who: 'alice',
          route: '/v1/log/records',
          question: { client: ['billing'], subject: ['[left out]'], scope: ['[redacted]'] },
        },
        { time, who: 'alice', route: '/v1/log/why/{id}', id: good.id, question: {} },
      ]);
    });
  });

  it('says whether it, and its store, can be reached', async () => {
    expect([(await send('/healthz')).status, (await send('/readyz')).status]).toEqual([200, 200]);
    await store.close();
    expect(await problem(await send('/readyz'))).toEqual({ status: 503, code: 'ERR_STORE_READ', problems: [] });
    expect((await send('/healthz')).status).toBe(200);
    store = await openSqliteStore(join(folder, 'log.db'));
  });

  it('without tokens answers this machine alone, by its name', async () => {
    const open = await createCollector({ store, clock: () => NOW });
    const status = async (url: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
      (await open.fetch(new Request(`${url}/v1/log/records`, { headers }))).status;
    expect([
      await status('http://127.0.0.1:8481'),
      await status('http://localhost:8481'),
      await status('http://rebound.example.com:8481'),
      await status('http://localhost:8481', { origin: 'https://evil.example.com' }),
    ]).toEqual([200, 200, 401, 401]);
  });
});
