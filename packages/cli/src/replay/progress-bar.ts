// SPDX-License-Identifier: Apache-2.0
import type { Session } from '../session.ts';

/** Shows on a terminal how far a long run is. */
export interface ProgressBar {
  readonly at: (done: number) => void;
  readonly end: () => void;
}

/** Milliseconds before anything is shown, and between two looks. */
const PATIENCE = 250;
const BAR = 30;

/** A bar on standard error, written over and at last taken away; nothing is shown to a pipe. */
export function createProgressBar({ io, json }: Session, all: number, what: string): ProgressBar {
  if (json || !io.stderr.isTerminal) return { at: () => undefined, end: () => undefined };
  const started = io.stopwatch();
  let shown = started;
  let isShown = false;
  return {
    at: (done) => {
      const now = io.stopwatch();
      if (now - shown < PATIENCE) return;
      shown = now;
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
