// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, startServer, type Server } from '../server.ts';

export interface CognitoLocalOptions {
  /** The `node_modules` it is in. */
  readonly modules: string;
  /** Where it keeps its files. */
  readonly folder: string;
  /** Of the Lambda API. */
  readonly lambda: string;
}

/**
 * Starts cognito-local, whose pools have the trigger at `lambda`. Where it differs from AWS:
 *
 * | about              | cognito-local 5.3.0           | AWS                                          |
 * | ------------------ | ----------------------------- | -------------------------------------------- |
 * | version of events  | `"0"`, in the shape of 1 only | `"1"`, `"2"` or `"3"`                        |
 * | the trigger throws | `<function> failed with ...`  | `PreTokenGeneration failed with ...`         |
 * | group overrides    | ignored: not tested here      | `cognito:groups` of both tokens              |
 * | restricted claims  | taken out of the ID token     | ignored                                      |
 * | groups of events   | none                          | those of the person                          |
 */
export async function startCognitoLocal({ modules, folder, lambda }: CognitoLocalOptions): Promise<Server> {
  const port = await freePort();
  mkdirSync(join(folder, '.cognito'), { recursive: true });
  writeFileSync(
    join(folder, '.cognito/config.json'),
    JSON.stringify({
      LambdaClient: {
        endpoint: lambda,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
      TriggerFunctions: { PreTokenGeneration: FUNCTION },
    }),
  );
  return startServer(port, {
    command: process.execPath,
    args: [join(modules, 'cognito-local/lib/bin/start.js')],
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: `${port}`, NODE_OPTIONS: '' },
    readyPath: '/health',
  });
}

/** Named so that what a client sees reads as on AWS. */
const FUNCTION = 'PreTokenGeneration';
