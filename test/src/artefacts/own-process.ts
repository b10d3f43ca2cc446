// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ActionReport } from '@assay/auth0/testing';
import type { ActionRun } from './action-host.ts';
import type { CommandRun } from './cli-host.ts';
import type { Invocation, Invoked } from './lambda-host.ts';

/** A process of its own in which built artefacts are run, one attempt after another. */
export interface OwnProcess<Asked, Answered> {
  run(asked: Asked): Promise<Answered>;
  close(): Promise<void>;
}

/** One in which Lambdas run. Nothing of the test is loaded there but their host. */
export const startLambdas = (): OwnProcess<Invocation, Invoked> => start('lambda-host.ts', []);

/** One in which Actions run, in the emulator of a tenant. */
export const startActions = (): OwnProcess<ActionRun, ActionReport> => start('action-host.ts', ['--conditions=source']);

/** One in which command lines run, from the sources. */
export const startCommands = (): OwnProcess<readonly string[], CommandRun> =>
  start('cli-host.ts', ['--conditions=source']);

/** What a host sends back. */
export type Reply = { readonly id: number } & ({ readonly answer: unknown } | { readonly failed: string });

function start<Asked, Answered>(host: string, nodeOptions: readonly string[]): OwnProcess<Asked, Answered> {
  const child = fork(join(__dirname, host), [], {
    execArgv: [...nodeOptions, '--disable-warning=ExperimentalWarning', '--unhandled-rejections=strict'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (answer: Answered) => void; reject: (cause: Error) => void }>();
  let count = 0;
  child.on('message', (reply: Reply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('failed' in reply) asked?.reject(new Error(reply.failed));
    else asked?.resolve(reply.answer as Answered); // sound: what this host answers
  });
  const ended = new Promise<void>((resolve) =>
    child.on('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error(`the process of ${host} ended`));
      resolve();
    }),
  );
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(asked) {
      const answered = last.then(
        () =>
          new Promise<Answered>((resolve, reject) => {
            const id = count++;
            waiting.set(id, { resolve, reject });
            child.send({ id, asked });
          }),
      );
      last = answered.catch(() => undefined);
      return answered;
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
