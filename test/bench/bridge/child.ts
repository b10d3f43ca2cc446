// SPDX-License-Identifier: Apache-2.0
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requestOf } from './ask.ts';
import { send, type Answers } from './client.ts';
import type { Used } from './server.ts';

export interface Child {
  readonly send: (count: number, connections: number) => Promise<Answers>;
  readonly used: (wanted: 'cpu' | 'memory') => Promise<Used>;
  readonly end: () => void;
}

/** Starts a server of `server.ts`. */
export async function start(kind: 'bare' | 'bridge', decide = '', limits: object = {}): Promise<Child> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [kind, decide, JSON.stringify(limits)], {
    execArgv: ['--conditions=source', '--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  const { port, secret } = (await heard(child)) as { port: number; secret: string }; // sound: what it tells first
  const request = requestOf(secret);
  return {
    send: (count, connections) => send({ port, request, connections }, count),
    used: async (wanted) => {
      child.send(wanted);
      return (await heard(child)) as Used; // sound: what it answers
    },
    end: () => child.disconnect(),
  };
}

async function heard(child: ChildProcess): Promise<unknown> {
  const ends = new AbortController();
  const { signal } = ends;
  const [message] = (await Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }),
  ])) as unknown[];
  ends.abort();
  if (typeof message !== 'object') throw new Error('the server ended');
  return message;
}
