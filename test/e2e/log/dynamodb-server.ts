// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startMinistack } from '../ministack.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { createLogTable } from './log-table.ts';

export const REGION = 'eu-west-1';

/** A server that talks as DynamoDB does. */
export interface DynamoDbServer {
  readonly url: string;
  readonly client: () => DynamoDBClient;
  /** A table as it is deployed, and its name. */
  readonly createTable: () => Promise<string>;
  readonly dropTable: (table: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The one that `ASSAY_E2E_DYNAMODB_ENDPOINT` names, such as DynamoDB Local; else ministack; undefined where neither is there. */
export function findDynamoDb(what: string): (() => Promise<DynamoDbServer>) | undefined {
  const given = process.env['ASSAY_E2E_DYNAMODB_ENDPOINT'];
  if (given) return () => Promise.resolve(serverAt(given, () => Promise.resolve()));
  const part = installPythonPart(PARTS.ministack);
  if (!part.ok) {
    process.stderr.write(`${what} is skipped: it ${part.why}\n`);
    return undefined;
  }
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    const emulator = await startMinistack(part.command, folder);
    return serverAt(emulator.url, async () => {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    });
  };
}

function serverAt(url: string, end: () => Promise<void>): DynamoDbServer {
  const clients: DynamoDBClient[] = [];
  const client = (): DynamoDBClient => {
    const made = new DynamoDBClient({
      endpoint: url,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    clients.push(made);
    return made;
  };
  const admin = client();
  return {
    url,
    client,
    createTable: async () => {
      const table = `log-${randomUUID()}`;
      await createLogTable(admin, table);
      return table;
    },
    dropTable: async (table) => {
      await admin.send(new DeleteTableCommand({ TableName: table }));
    },
    stop: async () => {
      for (const each of clients) each.destroy();
      await end();
    },
  };
}
