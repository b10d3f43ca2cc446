// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCognito } from './artefact.ts';
import type { Emulator } from './emulator.ts';
import { textAt } from './text-at.ts';

export interface Deployment {
  readonly name: string;
  /** Of the project. */
  readonly project: string;
  /** What is built goes below it. */
  readonly folder: string;
  /** Environment variables of the function. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Builds the project and creates a function of the zip as it is. Returns its ARN. */
export async function deploy(emulator: Emulator, { name, project, folder, env = {} }: Deployment): Promise<string> {
  const { zip } = await buildCognito(project, join(folder, `${name}-out`));
  const created = await emulator.createFunction({
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/assay',
    Timeout: 5, // what Cognito waits, in seconds
    Environment: { Variables: env },
    Code: { ZipFile: readFileSync(zip).toString('base64') },
  });
  return textAt(created, 'FunctionArn');
}
