// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const HOST = join(__dirname, 'cli-host.ts');
const NODE_OPTIONS = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

/** A server of the command in a process of its own. */
export interface OwnHost {
  readonly url: string;
  /** What it has written on standard error. */
  readonly told: () => string;
  /** Ends it, and resolves with its exit code, or the signal that ended it. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | string | null>;
  readonly signal: (signal: 'SIGHUP') => void;
}

export type OwnCollector = OwnHost;

/** Starts `assay serve --collector` in `folder`, on a port that is free, and waits until it listens. */
export const startCollector = (
  folder: string,
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<OwnCollector> => startHost(folder, ['serve', '--collector', '--listen', '127.0.0.1:0', ...options], env);

/** Starts a command that serves, and waits until it says where. */
export async function startHost(
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<OwnHost> {
  const child = spawn(process.execPath, [...NODE_OPTIONS, HOST, ...argv, '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (piece: Buffer) => (told += piece.toString()));
  const ended = endOf(child);
  const first = await Promise.race([
    lineOf(child),
    ended.then((code) => Promise.reject(new Error(`it ended with ${code}: ${told}`))),
  ]);
  const { url } = JSON.parse(first) as { url: string }; // sound: what the command prints
  return {
    url,
    told: () => told,
    signal: (signal) => void child.kill(signal),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

const endOf = (child: ChildProcess): Promise<number | string | null> =>
  new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));

const lineOf = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.includes('\n')) resolve(text);
    });
  });
