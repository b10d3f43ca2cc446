// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf } from '@assay/log/store';
import { decisionOf, TEST_START } from '@assay/log/testing';
import { run, type Run, type RunOptions } from '../../testing/run.ts';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
  const store = await openSqliteStore(join(folder, 'log.db'));
  await store.append([1, 2].map((n) => entryOf(decisionOf({ n, adapter: 'auth0' }))));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (n: number): object => ({
  log_id: `l${n}`,
  date: new Date(TEST_START + n * 60_000).toISOString(),
  type: 'seacft',
  client_id: 'portal',
  user_id: 'dana',
});
const BOTH = JSON.stringify([event(1), event(2)]);
const reconcile = (from: string, options: RunOptions = {}, ...more: readonly string[]): Promise<Run> =>
  run(['log', 'reconcile', '--log', 'log.db', '--idp', 'auth0', '--from', from, ...more], { cwd: folder, ...options });

test('two logs that agree', async () => {
  writeFileSync(join(folder, 'events.json'), BOTH);
  writeFileSync(join(folder, 'events.json.gz'), gzipSync(BOTH));
  const want = {
    code: 0,
    out: `agree  the log and auth0, 2026-11-20T12:01:00.000Z to 2026-11-20T12:02:00.001Z
  events   2 of tokens, 0 of refusals, 0 of other things
  records  2 permitted, 0 refused; 2 have their event
`,
    err: '',
  };
  expect(await reconcile('events.json')).toEqual(want);
  expect(await reconcile('events.json.gz')).toEqual(want);
  expect(await reconcile('-', { stdin: BOTH })).toEqual(want);
});

test('two logs that do not', async () => {
  const { code, out } = await reconcile('-', { stdin: JSON.stringify([event(1), event(7), { type: 'new\u001b' }]) });
  expect([code, out.split('\n').slice(-4)]).toEqual([
    1,
    [
      '  not known: new\\u{1b} (1)',
      `record-without-token: 2026-11-20T12:02:00.000Z portal was permitted, and nothing was issued (record ${decisionOf({ n: 2 }).record.id})`,
      'token-without-record: 2026-11-20T12:07:00.000Z portal was issued, and the log has no record of it (event seacft l7)',
      '',
    ],
  ]);
  const json = await reconcile('-', { stdin: BOTH }, '--since', '2026-11-20T12:02Z', '--json');
  expect([json.code, JSON.parse(json.out)]).toMatchObject([0, { ok: true, events: { issued: 1 } }]);
});

test('an address is asked with a secret, and its answer is a part of no message', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/moved') return response.writeHead(302, { location: '/events' }).end();
    return request.headers.authorization === 'Bearer s3cret'
      ? response.end(BOTH)
      : response.writeHead(401).end('who are you');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // sound: it listens on a port
  try {
    const env = { IDP_TOKEN: 's3cret' };
    expect(await reconcile(`${origin}/events`, { env }, '--token', 'IDP_TOKEN')).toMatchObject({ code: 0 });
    expect(await reconcile(`${origin}/events`)).toEqual({
      code: 2,
      out: '',
      err: `assay: ERR_FILE_READ: ${origin}: it answered 401\n`,
    });
    expect(await reconcile(`${origin}/moved`, { env }, '--token', 'IDP_TOKEN')).toMatchObject({
      code: 2,
      err: `assay: ERR_FILE_READ: ${origin}: it did not answer\n`,
    });
  } finally {
    server.close();
  }
});

test('what cannot be read is told', async () => {
  expect(await reconcile('nowhere.json')).toMatchObject({
    code: 2,
    err: expect.stringContaining('ERR_FILE_READ: nowhere.json'),
  });
  expect(await reconcile('-', { stdin: BOTH }, '--within', 'soon')).toMatchObject({
    code: 2,
    err: expect.stringContaining('ERR_USAGE: --within'),
  });
  expect(await reconcile('-', { stdin: gzipSync(BOTH).subarray(0, 20) })).toMatchObject({
    code: 2,
    err: expect.stringContaining('ERR_FILE_READ: standard input'),
  });
});
