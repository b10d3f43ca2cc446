// SPDX-License-Identifier: Apache-2.0
import { createReadStream, fstatSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';

/** A stream the command writes to. `columns` is known of a terminal only. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns?: number;
}

/** Everything the command knows of the process it runs in; tests give their own. */
export interface Io {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard input, in pieces. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Milliseconds that only ever grow. */
  readonly stopwatch: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

/** This process. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin,
    clock: Date.now,
    stopwatch: () => performance.now(),
    newId: uuidv7,
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // who reads us may stop early (`assay check | head`): that is no failure of ours
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY,
    ...(stream.columns > 0 ? { columns: stream.columns } : {}),
  };
}

/** Descriptor 0, read as a file: `process.stdin` throws where it was closed before we started. */
function stdin(): AsyncIterable<Uint8Array> {
  fstatSync(0);
  return createReadStream('', { fd: 0, autoClose: false });
}
