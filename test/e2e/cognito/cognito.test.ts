// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { own } from '@assay/core/model';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { deploy } from './deploy.ts';
import type { Answer } from './answer.ts';
import { issued, recorded } from './as-recorded.ts';
import type { Emulator } from './emulator.ts';
import {
  API_SCOPE,
  attach,
  createPool,
  MACHINE_SCOPES,
  USER_SCOPES,
  type LambdaVersion,
  type Person,
  type Pool,
} from './pool.ts';
import { acceptUnseenScopes, switchOff, writeProject } from './project.ts';
import {
  clientCredentials,
  getTokensFromRefreshToken,
  refresh,
  refreshThroughApi,
  signIn,
  signInThroughApi,
} from './sign-in.ts';
import { textAt } from './text-at.ts';
import { openStage, type Stage } from './stage.ts';
import { scopesOf, type TokenReader, type Tokens } from './tokens.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of Cognito is skipped: it ${part.why}\n`);

/** Something twice. On versions 2 and 3 the emulator asks for the access token and for the ID token, each with an event of its own; AWS asks once for both. */
const twice = (value: unknown): readonly unknown[] => [value, value];

(part.ok ? describe : describe.skip)('a user pool with the built Lambda', () => {
  let stage: Stage | undefined;
  let emulator: Emulator;
  let pool: Pool;
  let refusesUnseen: string;
  let acceptsUnseen: string;
  let refusesTheWebClient: string;
  let tokensOf: TokenReader;
  let collected: string;
  let records: Stage['records'];
  let onlyRecord: Stage['onlyRecord'];
  let forgetRecords: Stage['forgetRecords'];

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    ({ emulator, collected, records, onlyRecord, forgetRecords } = stage);
    const { folder } = stage;
    pool = await createPool(emulator);
    tokensOf = stage.readerOf(pool.id);
    const [project, other, strict] = [join(folder, 'project'), join(folder, 'other'), join(folder, 'strict')];
    await writeProject(project, pool);
    for (const copy of [other, strict]) cpSync(project, copy, { recursive: true });
    acceptUnseenScopes(other);
    switchOff(strict, pool.web);
    refusesUnseen = await deploy(emulator, { name: 'refuses-unseen', project, folder });
    acceptsUnseen = await deploy(emulator, { name: 'accepts-unseen', project: other, folder });
    refusesTheWebClient = await deploy(emulator, { name: 'refuses-the-web-client', project: strict, folder });
  });

  afterAll(() => stage?.close()); // not there where it did not start

  beforeEach(() => forgetRecords());

  /** That tokens hold what each record says of them, and nothing else that it speaks of. */
  const expectAsRecorded = (tokens: Tokens, all: readonly DecisionRecord[] = records()): void =>
    expect(all.map((record) => issued(tokens, record))).toEqual(all.map(recorded));

  /** What the tests compare of a record; scopes sorted, because Cognito promises no order. */
  const summary = ({ outcome, effect, who, asked, granted, withheld, correlation }: DecisionRecord): unknown => ({
    outcome,
    effect,
    subject: who?.subject,
    client: who?.client.id,
    grant: asked?.grant,
    granted: granted?.scopes.map(({ scope }) => scope).sort(),
    withheld: withheld.scopes.map(({ scope }) => scope).sort(),
    pool: correlation['user_pool'],
  });

  const permit = { outcome: 'permit', effect: 'issued_as_decided' };
  const byPerson = (person: Person): object => ({
    subject: { type: 'user', id: person.sub },
    client: pool.web.id,
    pool: pool.id,
  });
  const claims = (token: unknown): unknown => ({ sub: own(token, 'sub'), team: own(token, 'team') });

  /**
   * That a client of the API sees a code, an id and nothing more of ours: the answer is compared whole. Returns the id.
   * AWS answers 400, `UserLambdaValidationException`, `PreTokenGeneration failed with error [access_denied] <id>.`
   */
  const expectRefusal = ({ status, text }: Answer, code: string): string => {
    const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0] ?? 'an id';
    expect({ status, body: JSON.parse(text) as unknown }).toEqual({
      status: 500,
      body: {
        __type: 'InternalError',
        message: `PreTokenGeneration error: {'errorMessage': '[${code}] ${id}', 'errorType': 'Runtime.HandlerError'}`,
      },
    });
    return id;
  };

  /** That the token endpoint gives nothing. The emulator answers without a word; AWS is said to put the same text into `error_description`. */
  const expectNothing = ({ status, text }: Answer): void => expect({ status, text }).toEqual({ status: 500, text: '' });

  describe.each<LambdaVersion>(['V2_0', 'V3_0'])('on %s', (version) => {
    beforeAll(() => attach(emulator, pool, refusesUnseen, version));

    test('a person gets the scopes the policy grants, and the claims it sets in both tokens', async () => {
      const tokens = await tokensOf(await signIn(emulator, pool.web, pool.clerk, USER_SCOPES));
      const { access, id } = tokens;
      expect(scopesOf(access)).toEqual(USER_SCOPES);
      expect([claims(access), claims(id)]).toEqual(twice({ sub: pool.clerk.sub, team: 'fulfilment' }));
      expectAsRecorded(tokens);
      const grants = { grant: 'authorization_code', granted: USER_SCOPES, withheld: [] };
      expect(records().map(summary)).toEqual(twice({ ...permit, ...byPerson(pool.clerk), ...grants }));
    });

    test('a scope the policy withholds is not in the token, and does not come with a refresh', async () => {
      const first = await tokensOf(await signIn(emulator, pool.web, pool.reader, USER_SCOPES));
      const second = await tokensOf(await refresh(emulator, pool.web, textAt(first, 'refresh')));
      for (const { access, id } of [first, second]) {
        expect(scopesOf(access)).toEqual(['openid', 'orders/read']);
        expect([claims(access), claims(id)]).toEqual(twice({ sub: pool.reader.sub, team: 'support' }));
      }
      const grants = { granted: ['openid', 'orders/read'], withheld: ['orders/write'] };
      const of = (grant: string): readonly unknown[] =>
        twice({ ...permit, ...byPerson(pool.reader), ...grants, grant });
      expect(records().map(summary)).toEqual([...of('authorization_code'), ...of('refresh_token')]);
      expectAsRecorded(second);
    });

    test('a refresh is decided anew, through the API and at the token endpoint', async () => {
      const first = await tokensOf(await signInThroughApi(emulator, pool.web, pool.clerk));
      const second = await tokensOf(await refreshThroughApi(emulator, pool.web, textAt(first, 'refresh')));
      expectAsRecorded(second, records().slice(2));
      expect(records().map(({ asked }) => asked?.grant)).toEqual([...twice('sign_in'), ...twice('refresh_token')]);

      await attach(emulator, pool, refusesTheWebClient, version);
      forgetRecords();
      expectRefusal(await refreshThroughApi(emulator, pool.web, textAt(first, 'refresh')), 'access_denied');
      expectRefusal(await getTokensFromRefreshToken(emulator, pool.web, textAt(first, 'refresh')), 'access_denied');
      expectNothing(await refresh(emulator, pool.web, textAt(first, 'refresh')));
      const refused = { outcome: 'deny', effect: 'refused', asked: { grant: 'refresh_token' } };
      expect(records()).toMatchObject([refused, refused, refused]);
      await attach(emulator, pool, refusesUnseen, version);
    });

    test('a sign-in through the API has one scope, the person’s own account, which the policy has to grant', async () => {
      const { access } = await tokensOf(await signInThroughApi(emulator, pool.web, pool.clerk));
      expect(scopesOf(access)).toEqual([API_SCOPE]);
      const [record] = records();
      expect(record?.granted?.scopes).toMatchObject([{ scope: API_SCOPE, rule: { rule: 'own-account' } }]);
    });

    test('a client that is switched off gets no token, but a code and the id of the record', async () => {
      const id = expectRefusal(await signInThroughApi(emulator, pool.oldWeb, pool.clerk), 'access_denied');
      expect(onlyRecord()).toMatchObject({
        id,
        outcome: 'deny',
        effect: 'refused',
        error: 'access_denied',
        reason: { code: 'denied_by_rule', admin: 'this client is switched off' },
        who: { client: { id: pool.oldWeb.id } },
      });
    });

    test('a client that is switched off gets no token from the token endpoint either', async () => {
      expectNothing(await signIn(emulator, pool.oldWeb, pool.clerk, USER_SCOPES));
      expect(onlyRecord()).toMatchObject({ outcome: 'deny', effect: 'refused', error: 'access_denied' });
    });
  });

  describe('on V3_0, for machines', () => {
    beforeAll(() => attach(emulator, pool, refusesUnseen, 'V3_0'));

    test('a machine gets the scopes the policy grants', async () => {
      const tokens = await tokensOf(await clientCredentials(emulator, pool.job, MACHINE_SCOPES));
      const { access, id } = tokens;
      expectAsRecorded(tokens);
      expect({ scopes: scopesOf(access), id }).toEqual({ scopes: ['orders/read'], id: undefined });
      expect(summary(onlyRecord())).toEqual({
        ...permit,
        subject: { type: 'workload', id: pool.job.id },
        client: pool.job.id,
        pool: pool.id,
        grant: 'client_credentials',
        granted: ['orders/read'],
        withheld: ['orders/write'],
      });
    });

    test('a machine that is switched off gets no token', async () => {
      expectNothing(await clientCredentials(emulator, pool.oldJob, MACHINE_SCOPES));
      expect(onlyRecord()).toMatchObject({
        outcome: 'deny',
        effect: 'refused',
        error: 'access_denied',
        who: { client: { id: pool.oldJob.id } },
      });
    });
  });

  test('on V2_0 nobody asks about machines: their tokens leave as the pool makes them', async () => {
    await attach(emulator, pool, refusesUnseen, 'V2_0');
    const { access } = await tokensOf(await clientCredentials(emulator, pool.job, MACHINE_SCOPES));
    expect({ scopes: scopesOf(access), records: records() }).toEqual({ scopes: MACHINE_SCOPES, records: [] });
  });

  describe('on V1_0, whose events do not tell the scopes', () => {
    test('nobody gets a token, because what is not seen cannot be withheld', async () => {
      await attach(emulator, pool, refusesUnseen, 'V1_0');
      const id = expectRefusal(await signInThroughApi(emulator, pool.web, pool.reader), 'access_denied');
      expect(onlyRecord()).toMatchObject({
        id,
        outcome: 'deny',
        effect: 'refused',
        error: 'access_denied',
        reason: { code: 'unenforceable' },
      });
    });

    test('where the operator accepts that, claims are in the ID token and scopes go unchecked, on a refresh too', async () => {
      await attach(emulator, pool, acceptsUnseen, 'V1_0');
      const first = await tokensOf(await signIn(emulator, pool.web, pool.reader, USER_SCOPES));
      const second = await tokensOf(await refresh(emulator, pool.web, textAt(first, 'refresh')));
      for (const { access, id } of [first, second]) {
        expect({ scopes: scopesOf(access), access: claims(access), id: claims(id) }).toEqual({
          scopes: USER_SCOPES,
          access: { sub: pool.reader.sub, team: undefined },
          id: { sub: pool.reader.sub, team: 'support' },
        });
      }
      const of = (grant: string): unknown => ({
        ...permit,
        ...byPerson(pool.reader),
        grant,
        granted: [],
        withheld: [],
      });
      expect(records().map(summary)).toEqual([of('authorization_code'), of('refresh_token')]);
      expectAsRecorded(second);
    });

    test('a client that is switched off gets no token there either', async () => {
      await attach(emulator, pool, acceptsUnseen, 'V1_0');
      const id = expectRefusal(await signInThroughApi(emulator, pool.oldWeb, pool.clerk), 'access_denied');
      expect(onlyRecord()).toMatchObject({ id, outcome: 'deny', effect: 'refused' });
    });
  });

  test('no record, no token', async () => {
    await attach(emulator, pool, acceptsUnseen, 'V1_0');
    rmSync(collected);
    mkdirSync(collected); // now no line can be added to it
    try {
      expectRefusal(await signInThroughApi(emulator, pool.web, pool.clerk), 'server_error');
    } finally {
      rmSync(collected, { recursive: true });
    }
    const { id } = await tokensOf(await signInThroughApi(emulator, pool.web, pool.clerk));
    expect({ id: claims(id), record: onlyRecord().outcome }).toEqual({
      id: { sub: pool.clerk.sub, team: 'fulfilment' },
      record: 'permit',
    });
  });
});
