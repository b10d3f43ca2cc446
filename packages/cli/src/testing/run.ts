// SPDX-License-Identifier: Apache-2.0
import type { Io, Output } from '../io.ts';
import { main } from '../main.ts';

/** What a run of the command came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  readonly stdin?: string | Uint8Array;
  /** What ids count up from; 0, where absent: runs that write to one log need others. */
  readonly firstId?: number;
  /** Whether both streams are terminals; with so many columns. */
  readonly terminal?: { readonly columns: number };
}

/** When every run begins. */
export const NOW: number = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Runs the command in this process: time stands still, and ids count up. */
export async function run(
  argv: readonly string[],
  { cwd = process.cwd(), env = {}, stdin = '', firstId = 0, terminal }: RunOptions = {},
): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const output = (into: string[]): Output => ({
    write: (text) => void into.push(text),
    isTerminal: terminal !== undefined,
    ...(terminal && { columns: terminal.columns }),
  });
  let ids = firstId;
  const io: Io = {
    cwd,
    env,
    stdout: output(out),
    stderr: output(err),
    stdin: () => pieces(stdin),
    clock: () => NOW,
    stopwatch: () => 0,
    newId: () => `019b7ca9-8c88-7000-8000-${String(ids++).padStart(12, '0')}`,
  };
  const code = await main(argv, io);
  return { code, out: out.join(''), err: err.join('') };
}

async function* pieces(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(typeof text === 'string' ? new TextEncoder().encode(text) : text);
}
