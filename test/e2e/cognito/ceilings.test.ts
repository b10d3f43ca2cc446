// SPDX-License-Identifier: Apache-2.0
// What the project says of app clients: the scopes of a sign-in that cannot ask for any, and the scopes a client may have at most.
import { join } from 'node:path';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { issued, recorded } from './as-recorded.ts';
import { deploy } from './deploy.ts';
import { API_SCOPE, attach, createPool, USER_SCOPES, type Pool } from './pool.ts';
import { edit, writeProject } from './project.ts';
import { refreshThroughApi, signIn, signInThroughApi } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';
import { textAt } from './text-at.ts';
import { scopesOf, type TokenReader, type Tokens } from './tokens.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of clients' scopes is skipped: it ${part.why}\n`);

(part.ok ? describe : describe.skip)('scopes of an app client', () => {
  let stage: Stage;
  let pool: Pool;
  let tokensOf: TokenReader;

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    pool = await createPool(stage.emulator);
    tokensOf = stage.readerOf(pool.id);
  });
  afterAll(() => stage?.close()); // not there where it did not start
  beforeEach(() => stage.forgetRecords());

  /** Has a function decide whose project says this of the web client. */
  const decideWith = async (name: string, settings: string): Promise<void> => {
    const { emulator, folder } = stage;
    const project = join(folder, name);
    await writeProject(project, pool);
    edit(join(project, 'assay.yaml'), '{ name: orders web }', `{ name: orders web, ${settings} }`);
    await attach(emulator, pool, await deploy(emulator, { name, project, folder }), 'V3_0');
  };
  const expectAsRecorded = (tokens: Tokens): void =>
    expect(stage.records().map((record) => issued(tokens, record))).toEqual(stage.records().map(recorded));

  test('a sign-in through the API has the scopes of its client that the policy grants, on a refresh too', async () => {
    await decideWith('sign-in-scopes', 'sign_in_scopes: [orders/read, orders/write]');
    for (const [person, scopes] of [
      [pool.clerk, [API_SCOPE, 'orders/read', 'orders/write']],
      [pool.reader, [API_SCOPE, 'orders/read']],
    ] as const) {
      stage.forgetRecords();
      const first = await tokensOf(await signInThroughApi(stage.emulator, pool.web, person));
      expect(scopesOf(first.access)).toEqual(scopes);
      expectAsRecorded(first);
      const second = await tokensOf(await refreshThroughApi(stage.emulator, pool.web, textAt(first, 'refresh')));
      expect(scopesOf(second.access)).toEqual(scopes);
    }
  });

  test('a scope beyond what a client may have is withheld, whatever the pool lets it ask for', async () => {
    await decideWith('allowed-scopes', 'allowed_scopes: [openid, orders/read]');
    const tokens = await tokensOf(await signIn(stage.emulator, pool.web, pool.clerk, USER_SCOPES));
    expect(scopesOf(tokens.access)).toEqual(['openid', 'orders/read']);
    expectAsRecorded(tokens);
    const withheld = stage.records().map(({ withheld: { scopes } }) => scopes.map(({ scope }) => scope));
    expect(withheld).toEqual([['orders/write'], ['orders/write']]);
  });
});
