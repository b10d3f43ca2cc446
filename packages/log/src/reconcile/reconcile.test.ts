// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { HMAC_PREFIX, type DecisionRecord } from '@assay/core/log';
import { entryOf } from '../entry/make-entry.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START, type RecordPart } from '../testing/record-of.ts';
import type { IdpLogName } from './idps.ts';
import { MAX_EVENT, readEvents } from './read-events.ts';
import { reconcile } from './reconcile.ts';
import type { ReconcileOptions, ReconcileReport } from './report.ts';

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-reconcile-'));
  store = await openSqliteStore(join(folder, 'log.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const MINUTE = 60_000;
const at = (minute: number): string => new Date(TEST_START + minute * MINUTE).toISOString();

async function record(
  part: RecordPart,
  change: (record: DecisionRecord) => DecisionRecord = (same) => same,
): Promise<string> {
  const made = change(recordOf(part));
  await store.append([entryOf({ kind: 'decision', writer: 'w1', seq: part.n, record: made })]);
  return made.id;
}

async function* pieces(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

const compared = (idp: IdpLogName, events: unknown, options: ReconcileOptions = {}): Promise<ReconcileReport> =>
  reconcile(store, idp, pieces(typeof events === 'string' ? events : JSON.stringify(events)), options);

const auth0 = (minute: number, part: object = {}): object => ({
  _id: `log-${minute}`,
  log_id: `log-${minute}`,
  date: at(minute),
  type: 'seacft',
  client_id: 'portal',
  user_id: 'dana',
  scope: 'openid payments:read',
  ...part,
});
const permit = (n: number, part: Partial<RecordPart> = {}): RecordPart => ({ n, adapter: 'auth0', ...part });

describe('of Auth0', () => {
  test('a log that agrees has no findings', async () => {
    for (const n of [1, 2, 3]) await record(permit(n));
    await record(permit(4, { outcome: 'deny' }));
    expect(
      await compared('auth0', [auth0(1), auth0(2), auth0(3), auth0(4, { type: 'feacft' }), auth0(3, { type: 's' })]),
    ).toEqual({
      ok: true,
      idp: 'auth0',
      since: at(1),
      until: new Date(TEST_START + 4 * MINUTE + 1).toISOString(),
      events: { issued: 3, refused: 1, other: 1, unreadable: 0, unknown: {} },
      records: { permitted: 3, refused: 1 },
      matched: 3,
      counts: {},
      findings: [],
    });
  });

  test('every kind of disagreement is found, once', async () => {
    const first = await record(permit(1)); // nothing was issued
    await record(permit(2));
    const refused = await record(permit(3, { outcome: 'deny' })); // and a token all the same
    const other = await record(permit(4, { granted: ['payments:all'] })); // of which the event does not know
    const report = await compared('auth0', [auth0(2), auth0(3), auth0(4), auth0(5, { user_id: 'mallory' })], {
      since: TEST_START,
      until: TEST_START + 10 * MINUTE,
      toleranceMs: 10_000,
    });
    expect(report).toMatchObject({
      ok: false,
      matched: 2,
      events: { issued: 4 },
      records: { permitted: 3, refused: 1 },
    });
    expect(report.findings).toEqual([
      { code: 'record-without-token', time: at(1), client: 'portal', record: first },
      {
        code: 'contents-differ',
        time: at(4),
        client: 'portal',
        record: other,
        event: { id: 'log-4', type: 'seacft' },
        differs: ['scopes'],
      },
      {
        code: 'issued-though-refused',
        time: at(3),
        client: 'portal',
        record: refused,
        event: { id: 'log-3', type: 'seacft' },
      },
      { code: 'token-without-record', time: at(5), client: 'portal', event: { id: 'log-5', type: 'seacft' } },
    ]);
  });

  test('an id of both says more than the time', async () => {
    const id = await record(permit(1), (made) => ({ ...made, correlation: { auth0_correlation: 'c-1' } }));
    const report = await compared('auth0', [
      auth0(1),
      auth0(30, { user_id: 'lee', details: { correlation_id: 'c-1' } }),
    ]);
    expect(report.findings).toEqual([
      {
        code: 'contents-differ',
        time: at(30),
        client: 'portal',
        record: id,
        event: { id: 'log-30', type: 'seacft' },
        differs: ['subject'],
      },
      { code: 'token-without-record', time: at(1), client: 'portal', event: { id: 'log-1', type: 'seacft' } },
    ]);
  });

  test('each event and each record counts once', async () => {
    for (const n of [0, 1]) await record(permit(n, { time: TEST_START }));
    expect((await compared('auth0', [auth0(0), auth0(0), auth0(0)])).counts).toEqual({ 'token-without-record': 1 });
    expect((await compared('auth0', [auth0(0)])).counts).toEqual({ 'record-without-token': 1 });
  });

  test('a permit that was refused after all is a refusal', async () => {
    await record(permit(1));
    await store.append([
      entryOf({ kind: 'decision', writer: 'w1', seq: 9, record: { ...recordOf(permit(1, { outcome: 'deny' })) } }),
    ]);
    expect((await compared('auth0', [auth0(1)])).counts).toEqual({ 'issued-though-refused': 1 });
    expect(await compared('auth0', [auth0(1, { type: 'feacft' })])).toMatchObject({ ok: true });
  });

  test('subjects that were erased or hashed match any, or the hash of the event’s', async () => {
    const hashed = (n: number): Promise<string> => record(permit(n, { subject: `${HMAC_PREFIX}${n}` }));
    await hashed(1);
    expect(await compared('auth0', [auth0(1)])).toMatchObject({ ok: true, matched: 1 });
    expect(await compared('auth0', [auth0(1)], { subjectAs: () => `${HMAC_PREFIX}1` })).toMatchObject({
      ok: true,
      matched: 1,
    });
    expect(await compared('auth0', [auth0(1)], { subjectAs: () => `${HMAC_PREFIX}2` })).toMatchObject({
      ok: false,
      matched: 0,
    });
  });

  test('log streams wrap an event, and types that are not known are counted', async () => {
    await record(permit(1));
    const lines = [
      { log_id: 'l', data: auth0(1) },
      auth0(2, { type: 'snew' }),
      auth0(3, { type: 'snew' }),
      auth0(1, { client_id: null }),
    ];
    expect(await compared('auth0', lines.map((line) => JSON.stringify(line)).join('\n'))).toMatchObject({
      ok: true,
      matched: 1,
      events: { issued: 1, unreadable: 1, unknown: { snew: 2 } },
    });
  });

  test('what is before and after the time takes nothing from what is in it', async () => {
    for (let n = 0; n < 40; n++) await record(permit(n, { time: TEST_START + n * 1000 }));
    const events = Array.from({ length: 40 }, (_, n) =>
      auth0(0, { log_id: `l${n}`, date: new Date(TEST_START + n * 1000 + 400).toISOString() }),
    );
    for (const [from, to] of [
      [10, 20],
      [0, 40],
      [39, 41],
      [5, 6],
    ] as const) {
      const report = await compared('auth0', events, {
        since: TEST_START + from * 1000,
        until: TEST_START + to * 1000,
        toleranceMs: 5000,
      });
      expect([from, to, report.findings]).toEqual([from, to, []]);
      expect(report.matched).toBe(Math.min(to, 40) - from);
    }
  });

  test('records of other identity providers, and outside of the time, are not looked at', async () => {
    await record({ n: 1 });
    await record(permit(100));
    expect(await compared('auth0', [auth0(1)])).toMatchObject({ matched: 0, counts: { 'token-without-record': 1 } });
  });
});

describe('of Keycloak', () => {
  const event = (minute: number, part: object = {}): object => ({
    id: `e-${minute}`,
    time: TEST_START + minute * MINUTE,
    type: 'CODE_TO_TOKEN',
    realmId: 'acme',
    clientId: 'portal',
    userId: 'dana',
    details: { token_id: `t-${minute}`, grant_type: 'authorization_code', scope: 'openid payments:read' },
    ...part,
  });
  const kc = (n: number, part: Partial<RecordPart> = {}): RecordPart => ({ n, adapter: 'keycloak', ...part });

  test('events of the admin API agree', async () => {
    await record(kc(1));
    await record(kc(2), (made) => ({ ...made, correlation: { keycloak_token: 't-2' } }));
    const machine = {
      type: 'CLIENT_LOGIN',
      clientId: 'svc',
      userId: 'service-account-svc',
      details: { token_id: 't-3', scope: 'payments:read' },
    };
    await record(kc(3, { client: 'svc' }), (made) => ({
      ...made,
      who: { subject: { type: 'client', id: 'svc' }, actors: [], client: { id: 'svc', registration: 'first_party' } },
      asked: { ...made.asked!, grant: 'client_credentials' }, // sound: made above
    }));
    const others = [
      event(1, { type: 'LOGIN', details: {} }),
      event(1, { type: 'LOGOUT' }),
      event(4, { type: 'CODE_TO_TOKEN_ERROR', error: 'x' }),
    ];
    expect(
      await compared('keycloak', [event(1), event(2), event(3, machine), ...others, event(5, { type: 'NEW_THING' })]),
    ).toMatchObject({
      ok: true,
      matched: 3,
      events: { issued: 3, refused: 1, other: 2, unknown: { NEW_THING: 1 } },
    });
  });

  test('lines of jboss-logging agree, as text and as JSON', async () => {
    await record(kc(1));
    const pairs =
      'type="CODE_TO_TOKEN", realmId="acme", clientId="portal", userId="dana", token_id="t-1", scope="openid payments:read"';
    const text = `2026-11-20 12:00:00,000 INFO  [org.keycloak.services] (main) started\n2026-11-20 12:01:00,120 INFO  [org.keycloak.events] (executor-thread-1) ${pairs}\n`;
    expect(await compared('keycloak', text)).toMatchObject({
      ok: true,
      matched: 1,
      events: { issued: 1, unknown: { '': 1 } },
    });
    expect(
      await compared(
        'keycloak',
        JSON.stringify({ timestamp: at(1), loggerName: 'org.keycloak.events', message: pairs }),
      ),
    ).toMatchObject({ ok: true, matched: 1 });
  });
});

describe('of Cognito', () => {
  const trail = (minute: number, part: object = {}): object => ({
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: 'Token_POST',
    eventID: `e-${minute}`,
    eventTime: at(minute),
    errorCode: '',
    additionalEventData: {
      sub: 'dana',
      responseParameters: { status: 200 },
      requestParameters: { grant_type: ['authorization_code'], client_id: ['portal'] },
    },
    ...part,
  });
  const api = (minute: number, eventName: string, part: object = {}): object => ({
    eventSource: 'cognito-idp.amazonaws.com',
    eventName,
    eventID: `e-${minute}`,
    eventTime: at(minute),
    requestParameters: { authFlow: 'USER_SRP_AUTH', clientId: 'portal' },
    responseElements: { authenticationResult: {} },
    additionalEventData: { sub: 'dana' },
    ...part,
  });

  test('a trail agrees, in the forms AWS gives it', async () => {
    await record({ n: 1 });
    await record({ n: 2 }, (made) => ({ ...made, asked: { ...made.asked!, grant: 'sign_in' } })); // sound: made above
    const Records = [
      trail(1),
      api(2, 'InitiateAuth'),
      api(2, 'InitiateAuth', { responseElements: { challengeName: 'PASSWORD_VERIFIER' } }),
      api(3, 'RespondToAuthChallenge', { errorCode: 'NotAuthorizedException' }),
      api(3, 'DescribeUserPool'),
      { eventSource: 's3.amazonaws.com', eventName: 'PutObject' },
      trail(4, {
        additionalEventData: { responseParameters: { status: 400 }, requestParameters: { client_id: ['portal'] } },
      }),
    ];
    const want = { ok: true, matched: 2, events: { issued: 2, refused: 2, other: 3, unreadable: 0, unknown: {} } };
    expect(await compared('cognito', { Records })).toMatchObject(want);
    expect(
      await compared('cognito', {
        events: Records.map((event) => ({ logStreamName: 'x', message: JSON.stringify(event) })),
      }),
    ).toMatchObject(want);
    expect(
      await compared('cognito', {
        Events: Records.map((event) => ({ EventName: 'x', CloudTrailEvent: JSON.stringify(event) })),
      }),
    ).toMatchObject(want);
  });

  test('the activity a pool exports agrees', async () => {
    await record({ n: 1 });
    const activity = (eventResponse: string): object => ({
      eventTimestamp: String(TEST_START + MINUTE),
      eventSource: 'USER_ACTIVITY',
      logLevel: 'INFO',
      message: {
        version: '1',
        eventId: 'a',
        eventType: 'SIGN_IN',
        userSub: 'dana',
        clientId: 'portal',
        creationDate: at(1),
        eventResponse,
      },
    });
    expect(await compared('cognito', [activity('Pass'), activity('InProgress'), activity('Fail')])).toMatchObject({
      ok: true,
      matched: 1,
      events: { issued: 1, refused: 1, other: 1 },
    });
  });
});

describe('an export', () => {
  const read = async (text: string, size?: number): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    for await (const event of readEvents(pieces(text, size))) found.push(event);
    return found;
  };

  test('is the same, however it is cut and whatever is around it', async () => {
    const event = fc.dictionary(fc.string(), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (events, size) => {
          const plain = JSON.parse(JSON.stringify(events)) as readonly unknown[];
          expect(await read(JSON.stringify(events), size)).toEqual(plain);
          expect(await read(JSON.stringify(events, null, 2), size)).toEqual(plain);
          expect(await read(JSON.stringify({ Records: events }, null, 1), size)).toEqual(plain);
          expect(await read(events.map((of) => JSON.stringify(of)).join('\n'), size)).toEqual(plain);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('of anything is read to its end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((text) => text.slice(0, -1)),
        ),
        fc.constantFrom<IdpLogName>('keycloak', 'auth0', 'cognito'),
        async (text, idp) => {
          expect((await compared(idp, text)).matched).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('that is cut short says so; an event larger than any is refused', async () => {
    expect(await read('[{"a":1},{"b":')).toEqual([{ a: 1 }, undefined]);
    expect(await read('{"a":1}\n{"b":}')).toEqual([{ a: 1 }, undefined]);
    await expect(read(`[{"a":"${'x'.repeat(MAX_EVENT)}"}]`)).rejects.toMatchObject({ code: 'ERR_FILE_READ' });
    await expect(read('x'.repeat(MAX_EVENT + 2000))).rejects.toMatchObject({ code: 'ERR_FILE_READ' });
    expect(await read('')).toEqual([]);
  });
});
