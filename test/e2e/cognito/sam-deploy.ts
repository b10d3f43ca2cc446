// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseDocument, isMap, isScalar } from 'yaml';

const execute = promisify(execFile);

export interface SamDeployment {
  /** Of the SAM CLI. */
  readonly command: string;
  /** What `assay build` wrote. */
  readonly folder: string;
  readonly stack: string;
  /** Where AWS is. */
  readonly url: string;
  readonly home: string;
}

/** Deploys the template in a folder as its README says, and returns what it prints. The bucket the code goes through is one the tool makes. */
export async function samDeploy({ command, folder, stack, url, home }: SamDeployment): Promise<string> {
  const args = [
    'deploy',
    '--template-file',
    'template.yaml',
    '--stack-name',
    stack,
    '--capabilities',
    'CAPABILITY_IAM',
  ];
  const { stdout } = await execute(command, [...args, '--resolve-s3', '--no-progressbar', '--region', 'us-east-1'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: home, // no settings and no credentials of whoever runs this
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      SAM_CLI_TELEMETRY: '0',
      SAM_CLI_POLL_DELAY: '1',
    },
  });
  return stdout;
}

/** Takes the alarms over several metrics out of the template, which AWS creates and the emulator does not. Returns their names. */
export function withoutMetricMath(folder: string): readonly string[] {
  const path = join(folder, 'template.yaml');
  const template = parseDocument(readFileSync(path, 'utf8'), { logLevel: 'silent' }); // it knows no tags of CloudFormation, and keeps them
  const resources = template.get('Resources');
  if (!isMap(resources)) throw new Error(`${path} has no resources`);
  const names = resources.items
    .filter(({ value }) => isMap(value) && value.hasIn(['Properties', 'Metrics']))
    .map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  for (const name of names) resources.delete(name);
  writeFileSync(path, template.toString({ lineWidth: 0 }));
  return names;
}
