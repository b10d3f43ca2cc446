// SPDX-License-Identifier: Apache-2.0
// Two replicas of the bridge over one log: whichever answers, the log has it all, and either can go.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAssay } from '../../docs/run.ts';
import { startHost, type OwnHost } from '../collector/own-collector.ts';
import { findDynamoDb, REGION } from '../log/dynamodb-server.ts';
import { tableOfEach } from '../log/dynamodb-test-table.ts';
import { ask } from './ask.ts';
import { writeBridgeProject, type BridgeProject } from './project.ts';

const start = findDynamoDb('the end-to-end test of two replicas of the bridge');

(start ? describe : describe.skip)('two replicas of the bridge over one table', () => {
  const table = tableOfEach(start);
  let folder: string;
  let project: BridgeProject;
  let replicas: readonly OwnHost[] = [];
  let env: Readonly<Record<string, string>>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-replicas-'));
    project = writeBridgeProject(folder, `{ driver: dynamodb, table: ${table.name()}, region: ${REGION} }`);
    env = {
      AWS_ENDPOINT_URL_DYNAMODB: table.url(),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
    };
    const serve = () => startHost(folder, ['serve', '--port', '0', '--peps', 'peps.json'], env);
    replicas = [await serve(), await serve()];
  });
  afterEach(async () => {
    for (const replica of replicas) await replica.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  const askEach = async (hosts: readonly OwnHost[], rounds: number): Promise<readonly string[]> => {
    const asked = Array.from({ length: rounds }, () => hosts.map(({ url }) => ask(url, project.secret))).flat();
    const replies = await Promise.all(asked);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    return replies.map(({ body }) => JSON.stringify(body['id']));
  };

  test('both answer, one question finds the records of both, and one goes on without the other', async () => {
    const [first, second] = replicas as readonly [OwnHost, OwnHost];
    const ids = [...(await askEach([first, second], 10))];
    await first.end('SIGTERM');
    ids.push(...(await askEach([second], 5)));
    expect(new Set(ids).size).toBe(25);
    const { code, out, err } = await runAssay(['log', 'query', '--json', '--limit', '100'], folder, env);
    expect([code, err]).toEqual([0, '']);
    for (const id of ids) expect(out).toContain(id.slice(1, -1));
    const verified = await runAssay(['log', 'verify', '--json'], folder, env);
    expect([verified.code, verified.err]).toEqual([0, '']);
  });
});
