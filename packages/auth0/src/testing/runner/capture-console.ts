// SPDX-License-Identifier: Apache-2.0
import { AsyncLocalStorage } from 'node:async_hooks';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { LIMITS } from '../limits.ts';

/** What one execution printed: all of it up to the platform's buffer, and the part the tenant's log keeps. */
export interface CapturedConsole {
  readonly full: string;
  readonly persisted: string;
}

export interface ConsoleCapture {
  /** The console the Action sees; one for the instance, as what it prints is attributed by the execution that is running. */
  readonly console: Console;
  /** Runs `work`; `printed` gives what it printed so far. */
  run<T>(work: (printed: () => CapturedConsole) => T): T;
}

export function captureConsole(): ConsoleCapture {
  const running = new AsyncLocalStorage<{ chunks: Buffer[]; bytes: number }>();
  const sink = new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      const store = running.getStore();
      if (store !== undefined && store.bytes < LIMITS.console) {
        const kept = chunk.subarray(0, LIMITS.console - store.bytes);
        store.chunks.push(kept);
        store.bytes += kept.length;
      }
      done();
    },
  });
  return {
    console: new Console({ stdout: sink, stderr: sink }),
    run: (work) => {
      const store: { chunks: Buffer[]; bytes: number } = { chunks: [], bytes: 0 };
      return running.run(store, () =>
        work(() => {
          const full = Buffer.concat(store.chunks).toString('utf8');
          return { full, persisted: full.slice(0, LIMITS.persistedConsoleCharacters) };
        }),
      );
    },
  };
}
