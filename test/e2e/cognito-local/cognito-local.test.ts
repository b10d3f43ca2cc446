// SPDX-License-Identifier: Apache-2.0
// Version 1 of the trigger, as applications meet it: with the AWS SDK. The zip runs in AWS's own runtime loop.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { own } from '@assay/core/model';
import { recordProblems } from '../../src/record-schema.ts';
import { buildCognito } from '../cognito/artefact.ts';
import { issued, recorded } from '../cognito/as-recorded.ts';
import { PASSWORD, type AppClient, type Person, type Pool } from '../cognito/pool.ts';
import { acceptUnseenScopes, writeProject } from '../cognito/project.ts';
import { textAt } from '../cognito/text-at.ts';
import { createTokenReader, type TokenReader, type Tokens } from '../cognito/tokens.ts';
import { startEndpoint, type InvokeEndpoint } from '../lambda/endpoint.ts';
import { startLambda, type Lambda } from '../lambda/rie.ts';
import { installRuntime } from '../lambda/runtime.ts';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import type { Server } from '../server.ts';
import { createClient, type CognitoClient } from './client.ts';
import { startCognitoLocal } from './cognito-local.ts';

const runtime = installRuntime(24);
const emulator = installNpmPart(PARTS.cognitoLocal);
const sdk = installNpmPart(PARTS.cognitoClient);
for (const part of [runtime, emulator, sdk])
  if (!part.ok) process.stderr.write(`the end-to-end test of cognito-local is skipped: it ${part.why}\n`);

(runtime.ok && emulator.ok && sdk.ok ? describe : describe.skip)('a user pool of cognito-local', () => {
  let folder: string;
  let refuses: Lambda;
  let accepts: Lambda;
  let current: Lambda;
  let endpoint: InvokeEndpoint;
  let server: Server;
  let client: CognitoClient;
  let pool: Pool;
  let tokensOf: TokenReader;

  beforeAll(async () => {
    if (!runtime.ok || !emulator.ok || !sdk.ok) return;
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    endpoint = await startEndpoint(() => current);
    server = await startCognitoLocal({ modules: emulator.modules, folder, lambda: endpoint.url });
    client = createClient(sdk.modules, server.url);
    pool = await createPool(client);
    tokensOf = createTokenReader({
      jwks: `${server.url}/${pool.id}/.well-known/jwks.json`,
      issuer: `${server.url}/${pool.id}`,
    });
    const [project, other] = [join(folder, 'project'), join(folder, 'other')];
    await writeProject(project, pool);
    cpSync(project, other, { recursive: true });
    acceptUnseenScopes(other);
    const start = async (from: string, out: string): Promise<Lambda> => {
      const { code } = await buildCognito(from, join(folder, out));
      return startLambda(runtime.runtime, { folder: code, handler: 'index.handler' });
    };
    refuses = await start(project, 'refuses');
    accepts = await start(other, 'accepts');
  });
  afterAll(async () => {
    client?.destroy(); // none of them is there where it did not start
    await server?.stop();
    await endpoint?.stop();
    await refuses?.stop();
    await accepts?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  let before = 0;
  const use = (lambda: Lambda): void => {
    current = lambda;
    before = lambda.printed().length;
  };
  /** The records since the function was chosen, each valid by the published schema. */
  const records = (): readonly DecisionRecord[] => {
    const all = current
      .printed()
      .slice(before)
      .map((line) => JSON.parse(line) as DecisionRecord); // sound: checked by the next line
    expect(all.flatMap(recordProblems)).toEqual([]);
    return all;
  };

  const initiate = (app: AppClient, flow: string, parameters: object): Promise<unknown> =>
    client.call('InitiateAuth', { ClientId: app.id, AuthFlow: flow, AuthParameters: parameters });
  const signIn = (app: AppClient, { email }: Person): Promise<unknown> =>
    initiate(app, 'USER_PASSWORD_AUTH', { USERNAME: email, PASSWORD });
  const refresh = (app: AppClient, token: string): Promise<unknown> =>
    initiate(app, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token });
  const read = (answer: unknown): Promise<Tokens> =>
    tokensOf({ status: 200, headers: new Headers(), text: JSON.stringify(answer) });

  /** What the SDK rejects with, and the id in it. AWS answers the same. */
  const refusalOf = async (asked: Promise<unknown>): Promise<{ name: unknown; message: unknown; id: string }> => {
    const error: unknown = await asked.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    const message = error instanceof Error ? error.message : '';
    const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(message)?.[0] ?? 'an id';
    return { name: own(error, 'name'), message, id };
  };
  const expectRefused = async (asked: Promise<unknown>): Promise<string> => {
    const { name, message, id } = await refusalOf(asked);
    expect({ name, message }).toEqual({
      name: 'UserLambdaValidationException',
      message: `PreTokenGeneration failed with error [access_denied] ${id}.`,
    });
    return id;
  };

  test('nobody gets a token, because what is not seen cannot be withheld', async () => {
    use(refuses);
    const id = await expectRefused(signIn(pool.web, pool.clerk));
    expect(records()).toMatchObject([{ id, outcome: 'deny', effect: 'refused', reason: { code: 'unenforceable' } }]);
  });

  test('where the operator accepts that, a sign-in and a refresh set the claims of the ID token', async () => {
    use(accepts);
    const first = await read(await signIn(pool.web, pool.clerk));
    const second = await read(await refresh(pool.web, textAt(first, 'refresh')));
    for (const { access, id } of [first, second]) {
      expect([own(id, 'sub'), own(id, 'team')]).toEqual([pool.clerk.sub, 'fulfilment']);
      expect([own(access, 'sub'), own(access, 'team')]).toEqual([pool.clerk.sub, undefined]);
    }
    const all = records();
    expect(all.map((record, at) => issued(at === 0 ? first : second, record))).toEqual(all.map(recorded));
    expect(all).toMatchObject([
      { outcome: 'permit', asked: { grant: 'sign_in' }, who: { subject: { id: pool.clerk.sub } } },
      { outcome: 'permit', asked: { grant: 'refresh_token' }, who: { subject: { id: pool.clerk.sub } } },
    ]);
  });

  test('a client that is switched off gets a code and the id of the record', async () => {
    use(accepts);
    const id = await expectRefused(signIn(pool.oldWeb, pool.clerk));
    expect(records()).toMatchObject([
      {
        id,
        outcome: 'deny',
        effect: 'refused',
        reason: { code: 'denied_by_rule', admin: 'this client is switched off' },
        who: { client: { id: pool.oldWeb.id } },
      },
    ]);
  });

  test('a refresh is decided anew', async () => {
    use(accepts);
    const { refresh: token } = await read(await signIn(pool.web, pool.reader));
    use(refuses);
    await expectRefused(refresh(pool.web, String(token)));
    expect(records()).toMatchObject([{ outcome: 'deny', effect: 'refused', asked: { grant: 'refresh_token' } }]);
  });
});

/** A pool with what version 1 can be tried with: clients of people, and people. It has no machines. */
async function createPool({ call }: CognitoClient): Promise<Pool> {
  const created = await call('CreateUserPool', { PoolName: 'orders' });
  const id = textAt(created, 'UserPool', 'Id');
  const app = async (name: string): Promise<AppClient> => {
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const made = await call('CreateUserPoolClient', { UserPoolId: id, ClientName: name, ExplicitAuthFlows });
    return { id: textAt(made, 'UserPoolClient', 'ClientId') };
  };
  const person = async (email: string): Promise<Person> => {
    const UserAttributes = [{ Name: 'email', Value: email }];
    const made = await call('AdminCreateUser', {
      UserPoolId: id,
      Username: email,
      UserAttributes,
      MessageAction: 'SUPPRESS',
    });
    await call('AdminSetUserPassword', { UserPoolId: id, Username: email, Password: PASSWORD, Permanent: true });
    const attributes = own(own(made, 'User'), 'Attributes');
    const sub = Array.isArray(attributes)
      ? attributes.find((attribute) => own(attribute, 'Name') === 'sub')
      : undefined;
    return { email, sub: textAt(sub, 'Value') };
  };
  return {
    id,
    web: await app('orders web'),
    oldWeb: await app('old orders web'),
    job: { id: 'none' },
    oldJob: { id: 'none-old' },
    clerk: await person('sam@example.com'),
    reader: await person('kim@example.com'),
  };
}
