// SPDX-License-Identifier: Apache-2.0
import type { Session } from './session.ts';

/** Tells on a terminal how far a long run is, on one line that is written over and at last taken away. */
export interface Progress {
  readonly at: (done: number, all: number) => void;
  readonly end: () => void;
}

/** Milliseconds before anything is told, and between two tellings. */
const PATIENCE = 500;
const BAR = 30;

/** The progress of `what`, as a bar on standard error; nothing is told to a pipe, or of a short run. */
export function createProgress({ io, json }: Session, what = 'cases'): Progress {
  if (json || !io.stderr.isTerminal) return { at: () => undefined, end: () => undefined };
  const started = io.stopwatch();
  let told = started;
  let isShown = false;
  return {
    at: (done, all) => {
      const now = io.stopwatch();
      if (now - told < PATIENCE) return;
      told = now;
      isShown = true;
      const part = all === 0 ? 1 : Math.min(1, done / all);
      const filled = Math.round(part * BAR);
      const rate = Math.round((done / (now - started)) * 60_000);
      const bar = '#'.repeat(filled) + '.'.repeat(BAR - filled);
      io.stderr.write(`\r[${bar}] ${Math.floor(part * 100)} %  ${done} of ${all} ${what}, ${rate} a minute\u001b[K`);
    },
    end: () => {
      // ECMA-48 EL: what stands right of the cursor goes
      if (isShown) io.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
