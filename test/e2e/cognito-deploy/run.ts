// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  /** Standard output, then standard error. */
  readonly said: string;
}

const TIMEOUT_MS = 100_000;

/** Runs a tool to its end, in an environment without a network's settings, credentials or questions. Throws where it cannot be started. */
export function run(
  command: string,
  args: readonly string[],
  folder: string,
  { input = '', env = {} }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Ran {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    input,
    timeout: TIMEOUT_MS,
    env: {
      PATH: process.env['PATH'],
      HOME: folder, // nothing of the user's configuration is read, or changed
      AWS_DEFAULT_REGION: 'eu-west-1', // the tools refuse to work without one
      AWS_EC2_METADATA_DISABLED: 'true',
      SAM_CLI_TELEMETRY: '0',
      CHECKPOINT_DISABLE: '1', // Terraform asks for its own newest version otherwise
      ...env,
    },
  });
  if (error) throw error;
  return { code: status, out: stdout, said: `${stdout}${stderr}` };
}

/** Whether there is such a command. Throws where CI is set: there a missing command is a failure, not a reason to skip. */
export function findCommand(command: string, args: readonly string[], what: string): boolean {
  if (spawnSync(command, args).error === undefined) return true;
  if (process.env['CI']) throw new Error(`${what} needs ${command}`);
  process.stderr.write(`${what} is skipped: it needs ${command}\n`);
  return false;
}
