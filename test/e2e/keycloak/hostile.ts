// SPDX-License-Identifier: Apache-2.0
import { adminOf } from './admin.ts';
import { BROKEN_ANSWERS } from './cases.ts';
import { secretOf } from './clients.ts';
import { post, textOf, tokensOf, type Answer } from './endpoints.ts';
import { codeOf, FLOWS, flowOf, passwordGrant, PERSON, redeem, SHOP } from './flows.ts';
import { expectRefusal } from './flow-cases.ts';
import { idOf } from './realm.ts';
import type { Stage } from './stage.ts';

/** What must not happen, whoever asks and whatever is answered. */
export function describeHostile(stageOf: () => Stage): void {
  const job = (client = 'job'): Promise<Answer> =>
    post(stageOf().issuer(SHOP), 'token', client, { grant_type: 'client_credentials', scope: 'orders:write' });

  describe('no token is issued on an answer with', () => {
    test.each(BROKEN_ANSWERS)('%s', async (_, line) => {
      const stage = stageOf();
      stage.reset();
      stage.set({ line });
      expectRefusal(await passwordGrant(stage, SHOP), flowOf('password'), {
        error: 'server_error',
        description: 'the token could not be decided',
        status: 503,
      });
      // the next good one is taken
      stage.set({});
      expect((await passwordGrant(stage, SHOP)).status).toBe(200);
    });
  });

  test('forty at once are decided and recorded one by one', async () => {
    const stage = stageOf();
    stage.reset();
    const answers = await Promise.all(Array.from({ length: 40 }, () => job()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const ids = stage.records().map(({ id }) => id);
    expect({ records: ids.length, different: new Set(ids).size }).toEqual({ records: 40, different: 40 });
  });

  test('a client that is only observed gets its token when nobody can tell, and that is said', async () => {
    const stage = stageOf();
    stage.reset();
    stage.set({ line: { kind: 'down' } });
    const answer = await job('watched');
    expect({ status: answer.status, scope: String(answer.body['scope']).split(' ').sort() }).toEqual({
      status: 200,
      scope: ['orders:read', 'orders:write', 'profile'],
    });
    expect(stage.keycloak.output()).toMatch(/WARN .*watched/);
    const events = await adminOf(stage.keycloak).get<readonly Event[]>(`${SHOP}/events?client=watched&max=1`);
    expect(events.map(({ details }) => details?.['assay'])).toEqual(['not_asked']);
    expect((await job()).status).toBe(503);
    // what is decided counts for it too
    stage.set({ standing: { status: 'suspended' } });
    expect((await job('watched')).body['error']).toBe('access_denied');
  });

  test.each([
    ['password', async (stage: Stage) => void (await passwordGrant(stage, SHOP))],
    ['code', async (stage: Stage) => void (await redeem(stage, await codeOf(stage)))],
  ])('a denied %s grant leaves no session of the user', async (_, ask) => {
    const stage = stageOf();
    const admin = adminOf(stage.keycloak);
    const path = `${SHOP}/users/${idOf(SHOP, PERSON)}`;
    stage.reset();
    await stage.browser.forget();
    await admin.send('POST', `${path}/logout`);
    stage.set({ standing: { status: 'suspended' } });
    await ask(stage);
    expect(stage.records()).toMatchObject([{ outcome: 'deny' }]);
    expect(await admin.get(`${path}/sessions`)).toEqual([]);
    await stage.browser.forget();
  });

  test('the bridge is sent no secret, no token, no code, and no attribute that no policy reads', async () => {
    const stage = stageOf();
    stage.reset();
    const secrets: string[] = [stage.bridge.secret, 'shoe_size', `${PERSON}@example.com`];
    for (const { prepare, client } of FLOWS) {
      const answer = await (await prepare(stage))();
      secrets.push(secretOf(client), ...tokensIn(answer));
    }
    const code = await codeOf(stage);
    await redeem(stage, code);
    secrets.push(code.code, code.verifier);
    const sent = JSON.stringify(stage.switchboard.calls());
    const told = `${stage.keycloak.output()}${stage.bridge.output()}`;
    expect(sent.length).toBeGreaterThan(1000);
    expect(secrets.length).toBeGreaterThan(FLOWS.length);
    expect(secrets.filter((secret) => sent.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  test('the needs of the policy are told once, and asked for no more', async () => {
    const stage = stageOf();
    await job();
    stage.reset();
    await job();
    expect(stage.switchboard.calls()).toHaveLength(1);
  });

  test('a refusal is in the events of Keycloak by its correlation id', async () => {
    const stage = stageOf();
    stage.reset();
    stage.set({ standing: { status: 'suspended' } });
    const answer = await job();
    const [record] = stage.records();
    expect(textOf(answer, 'error_description')).toBe(`correlation id ${record?.id}`);
    const events = await adminOf(stage.keycloak).get<readonly Event[]>(
      `${SHOP}/events?client=job&type=CLIENT_LOGIN_ERROR&max=1`,
    );
    expect(JSON.stringify(events)).toContain(record?.id);
  });

  test('a token names who it is for as the record does', async () => {
    const stage = stageOf();
    stage.reset();
    const { access_token: token } = tokensOf(await passwordGrant(stage, SHOP));
    expect(stage.records().map(({ who }) => who?.subject)).toEqual([{ type: 'user', id: token?.['sub'] }]);
  });
}

interface Event {
  readonly details?: Readonly<Record<string, string>>;
}

const tokensIn = ({ body }: Answer): readonly string[] =>
  ['access_token', 'id_token', 'refresh_token', 'code'].flatMap((name) => {
    const value = body[name];
    return typeof value === 'string' ? [value] : [];
  });
