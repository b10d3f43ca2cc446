// SPDX-License-Identifier: Apache-2.0
// The body of a process that runs the command from its sources: loaded once, asked many times.
import { serve } from './serve.ts';

/** What came of a command line. */
export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

type Main = (argv: readonly string[], io: object) => Promise<number>;
// by its address: other packages are reached by what they export, and the command exports no way to run it
const MAIN = new URL('../../../packages/cli/src/main.ts', import.meta.url).href;
const loaded = import(MAIN) as Promise<{ readonly main: Main }>;

serve(async (argv: readonly string[]): Promise<CommandRun> => {
  const { main } = await loaded;
  const printed = { out: '', err: '' };
  const to = (stream: 'out' | 'err') => ({
    isTerminal: false,
    write: (text: string) => void (printed[stream] += text),
  });
  const code = await main(argv, {
    cwd: process.cwd(),
    env: {},
    stdout: to('out'),
    stderr: to('err'),
    stdin: () => [],
    clock: Date.now,
    stopwatch: () => performance.now(),
    newId: () => '019b7ca9-8c88-7000-8000-000000000000',
  });
  return { code, ...printed };
});
