// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Server {
  readonly url: string;
  readonly pid: number | undefined;
  /** What it has printed so far, for the message of a test that failed. */
  readonly output: () => string;
  /** Of that, its standard output. */
  readonly stdout: () => string;
  /** Ends it, and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly command: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Absent: where the tests are. */
  readonly cwd?: string;
  /** Where it answers as soon as it is ready. */
  readonly readyPath: string;
  /** What it answers there; absent: 200. */
  readonly readyStatus?: number;
  /** How long that may take; absent: half a minute. */
  readonly readyTimeoutMs?: number;
  /** The command is a script that starts the server: both are ended. */
  readonly isScript?: boolean;
}

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** A port of the loopback interface that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Starts a server on a port of the loopback interface and waits until it answers; a server that does not is ended before this throws. */
export async function startServer(
  port: number,
  {
    command,
    args = [],
    env,
    cwd,
    readyPath,
    readyStatus = 200,
    readyTimeoutMs = READY_TIMEOUT_MS,
    isScript = false,
  }: ServerOptions,
): Promise<Server> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isScript, // a process group of its own
  });
  let output = '';
  let stdout = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdout.on('data', (text: string) => (stdout += text));
  const failed = new Promise<never>((_, reject) => child.on('error', reject));
  const stop = (): Promise<void> => end(child, isScript);
  const url = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([
      failed,
      answers(`${url}${readyPath}`, { status: readyStatus, timeoutMs: readyTimeoutMs }, child),
    ]);
  } catch (cause) {
    await stop();
    throw new Error(`\`${command}\` did not start: ${output}`, { cause });
  }
  return { url, pid: child.pid, output: () => output, stdout: () => stdout, stop };
}

async function answers(
  url: string,
  { status, timeoutMs }: { readonly status: number; readonly timeoutMs: number },
  child: ChildProcess,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === status) return;
    await sleep(100);
  }
  throw new Error(child.exitCode === null ? 'no answer in time' : `it ended with ${child.exitCode}`);
}

/** By the process this fixture holds: first asked, then made to. */
async function end(child: ChildProcess, isScript: boolean): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM'); // a script hands it on
  const killer = setTimeout(() => (isScript ? process.kill(-pid, 'SIGKILL') : child.kill('SIGKILL')), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(killer);
}
