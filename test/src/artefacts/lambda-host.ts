// SPDX-License-Identifier: Apache-2.0
// The body of a process that runs a Lambda the way its runtime does: imports the ES module, calls the handler, and tells what came of it. Reads nothing but
// what it is sent.
import { AsyncLocalStorage } from 'node:async_hooks';
import { pathToFileURL } from 'node:url';
import { serve } from './serve.ts';
import { sourcesFetch, type Answers } from './sources-fetch.ts';

/** What the process is asked: to invoke the module at `path`. `now` (milliseconds since 1970) stops the clock, and `answers` are what sources say. */
export interface Invocation {
  readonly path: string;
  readonly event: unknown;
  readonly requestId?: string;
  readonly now?: number;
  readonly answers?: Answers;
}

/** What came of it. A rejection is told as Lambda tells it: by the message, and nothing else of it. */
export interface Invoked {
  readonly returned?: unknown;
  readonly thrown?: { readonly isError: boolean; readonly message: string };
  readonly stdout: string;
  readonly stderr: string;
  /** What the module wrote while it was loaded. */
  readonly atLoad: string;
}

type Handler = (event: unknown, context?: unknown) => Promise<unknown>;
interface Loaded {
  readonly handler: Handler;
  readonly atLoad: string;
}

const current = new AsyncLocalStorage<{ stdout: string; stderr: string }>();
const realNow = Date.now;
let asked: Invocation | undefined;

for (const stream of ['stdout', 'stderr'] as const)
  process[stream].write = (chunk: string | Uint8Array) => {
    const store = current.getStore();
    if (store !== undefined) store[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
Date.now = () => asked?.now ?? realNow();
globalThis.fetch = sourcesFetch(() => asked?.answers ?? {});

const modules = new Map<string, Promise<Loaded>>();

function load(path: string): Promise<Loaded> {
  const written = { stdout: '', stderr: '' };
  const loading =
    modules.get(path) ??
    current.run(written, async () => {
      const { handler } = (await import(pathToFileURL(path).href)) as { readonly handler: Handler }; // sound: called, or rejected
      return { handler, atLoad: written.stdout + written.stderr };
    });
  modules.set(path, loading);
  return loading;
}

async function invoke(invocation: Invocation): Promise<Invoked> {
  asked = invocation;
  const { path, event, requestId } = invocation;
  const { handler, atLoad } = await load(path);
  const written = { stdout: '', stderr: '' };
  return current.run(written, async () => {
    const context = requestId === undefined ? [] : [{ awsRequestId: requestId }];
    const came = await handler(event, ...context).then(
      (returned) => ({ returned }),
      (thrown: unknown) => ({
        thrown: {
          isError: thrown instanceof Error,
          message: thrown instanceof Error ? thrown.message : String(thrown),
        },
      }),
    );
    return { ...came, ...written, atLoad };
  });
}

serve(invoke);
