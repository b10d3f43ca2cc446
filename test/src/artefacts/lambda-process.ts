// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Invocation, Invoked } from './lambda-host.ts';

/** A process of its own in which Lambdas are run, one invocation after another. */
export interface LambdaProcess {
  invoke(invocation: Omit<Invocation, 'id'>): Promise<Invoked>;
  close(): Promise<void>;
}

type Answer = Invoked | { readonly id: number; readonly failed: string };

/** Starts the process. Nothing of the test is loaded there but the host of Lambdas. */
export function startLambdaProcess(): LambdaProcess {
  const child = fork(join(__dirname, 'lambda-host.ts'), [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--unhandled-rejections=strict'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (invoked: Invoked) => void; reject: (cause: Error) => void }>();
  let count = 0;
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('failed' in answer) asked?.reject(new Error(answer.failed));
    else asked?.resolve(answer);
  });
  const ended = new Promise<void>((resolve) =>
    child.on('exit', () => {
      for (const { reject } of waiting.values()) reject(new Error('the process of the Lambda ended'));
      resolve();
    }),
  );
  let last: Promise<unknown> = Promise.resolve();
  return {
    invoke(invocation) {
      const invoked = last.then(
        () =>
          new Promise<Invoked>((resolve, reject) => {
            const id = count++;
            waiting.set(id, { resolve, reject });
            child.send({ ...invocation, id });
          }),
      );
      last = invoked.catch(() => undefined);
      return invoked;
    },
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
