// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startServer } from '../server.ts';
import type { LambdaRuntime } from './runtime.ts';

export interface LambdaOptions {
  /** What is in the zip. */
  readonly folder: string;
  /** As Lambda is told it: the file without its extension, and the export. */
  readonly handler: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Invocation {
  /** What the function returned, or `{ errorType, errorMessage, trace }`. */
  readonly answer: unknown;
  /** What the emulator measured, in milliseconds; of the first, with the start of Node and of the function. */
  readonly ms: number;
}

export interface Lambda {
  /** Invokes the function. One invocation at a time, as in an instance of Lambda: the next waits. */
  readonly invoke: (event: unknown) => Promise<Invocation>;
  /** What the function itself has printed to its standard output, by line. */
  readonly printed: () => readonly string[];
  /** The most memory its process has had, in bytes. */
  readonly peakMemory: () => number;
  /** Ends it, and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

const PATH = '/2015-03-31/functions/function/invocations';
/** What Cognito waits, in seconds. */
const TIMEOUT_SECONDS = '5';
const REPORT_TIMEOUT_MS = 10_000;
/** What the emulator prints of every invocation, and the runtime client of what a handler throws. */
const PLATFORM_LINE = /^(?:START|END|REPORT) RequestId: |^\S+Z\t[0-9a-f-]{36}\tERROR\tInvoke Error \t/;

/** Reads a Node that nobody has run yet from the disk: that may take seconds, which are not the function's. */
function warmUp(node: string): void {
  if (warm.has(node)) return;
  spawnSync(node, ['--eval', '0'], { env: { NODE_OPTIONS: '' }, timeout: 60_000 });
  warm.add(node);
}

const warm = new Set<string>();

/** Starts a function in AWS's emulator of the runtime interface, which starts Node with the first invocation. */
export async function startLambda(
  runtime: LambdaRuntime,
  { folder, handler, env = {} }: LambdaOptions,
): Promise<Lambda> {
  warmUp(runtime.node);
  const [port, runtimePort] = [await freePort(), await freePort()];
  const server = await startServer(port, {
    command: runtime.emulator,
    args: [
      `--runtime-interface-emulator-address=127.0.0.1:${port}`,
      `--runtime-api-address=127.0.0.1:${runtimePort}`,
      '--log-level=error',
      runtime.node,
      runtime.client,
      handler,
    ],
    env: {
      NODE_OPTIONS: '', // Jest's are not the function's
      LAMBDA_TASK_ROOT: folder,
      AWS_LAMBDA_FUNCTION_NAME: 'function',
      AWS_LAMBDA_FUNCTION_TIMEOUT: TIMEOUT_SECONDS,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${runtime.major}.x`,
      AWS_REGION: 'us-east-1',
      ...env,
    },
    readyPath: '/',
    readyStatus: 404, // it takes invocations only
  });

  const reports = (): readonly string[] =>
    server
      .stdout()
      .split('\n')
      .filter((line) => line.startsWith('REPORT '));
  const invokeNow = async (event: unknown): Promise<Invocation> => {
    const before = reports().length;
    const response = await fetch(`${server.url}${PATH}`, { method: 'POST', body: JSON.stringify(event) });
    const text = await response.text();
    const report = await reportAfter(before, reports);
    if (response.status !== 200 || report === undefined)
      throw new Error(`the emulator answers ${response.status} ${text}: ${server.output()}`);
    return { answer: JSON.parse(text), ms: Number(/\tDuration: ([\d.]+) ms/.exec(report)?.[1]) };
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    invoke: (event) => {
      const next = last.then(() => invokeNow(event));
      last = next.catch(() => undefined); // whoever asked learns of it
      return next;
    },
    printed: () =>
      server
        .stdout()
        .split('\n')
        .filter((line) => line !== '' && !PLATFORM_LINE.test(line)),
    peakMemory: () => peakMemoryOf(server.pid),
    stop: server.stop,
  };
}

/** The emulator answers first and then reports; by then all that was printed has arrived. */
async function reportAfter(before: number, reports: () => readonly string[]): Promise<string | undefined> {
  const deadline = performance.now() + REPORT_TIMEOUT_MS;
  while (reports().length <= before && performance.now() < deadline) await sleep(1);
  return reports()[before];
}

/** Of the process the emulator has started. */
function peakMemoryOf(emulator: number | undefined): number {
  const tasks = `/proc/${emulator}/task`;
  const children = readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  if (children.length !== 1) throw new Error(`expected one process of a function, found ${children.length}`);
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${children[0]}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
