// SPDX-License-Identifier: Apache-2.0
import type { Session } from '../session.ts';

/** Tells on a terminal how far a long run is, on one line that is written over and at last taken away. */
export interface Progress {
  readonly at: (done: number, all: number) => void;
  readonly end: () => void;
}

/** Milliseconds before anything is told, and between two tellings. */
const PATIENCE = 500;

/** The progress of `what`; nothing is told to a pipe, or of a short run. */
export function createProgress({ io, json }: Session, what = 'cases'): Progress {
  if (json || !io.stderr.isTerminal) return { at: () => undefined, end: () => undefined };
  let told = io.stopwatch();
  let isShown = false;
  return {
    at: (done, all) => {
      const now = io.stopwatch();
      if (now - told < PATIENCE) return;
      told = now;
      isShown = true;
      io.stderr.write(`\r${done} of ${all} ${what}`);
    },
    end: () => {
      // ECMA-48 EL: what stands right of the cursor goes
      if (isShown) io.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
