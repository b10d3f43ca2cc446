// SPDX-License-Identifier: Apache-2.0
import { createReadStream, fstatSync } from 'node:fs';
import { uuidv7 } from 'uuidv7';
import { errorCode } from './error-code.ts';
import { EXIT } from './exit-code.ts';

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
    stdout: output(process.stdout, 'standard output'),
    stderr: output(process.stderr, 'standard error'),
    stdin,
    clock: Date.now,
    stopwatch: () => performance.now(),
    newId: uuidv7,
  };
}

function output(stream: NodeJS.WriteStream, name: string): Output {
  stream.on('error', (error) => {
    const code = errorCode(error) ?? 'unknown reason';
    // who reads us may stop early (`assay check | head`): that is no failure of ours
    if (code === 'EPIPE') return;
    if (stream !== process.stderr)
      process.stderr.write(`assay: ERR_FILE_WRITE: ${name}: could not be written (${code})\n`);
    // nothing more can be told, and what was decided must not pass for told
    process.exit(EXIT.usage);
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    ...(stream.columns > 0 ? { columns: stream.columns } : {}),
  };
}

/** Descriptor 0, read as a file: `process.stdin` throws where it was closed before we started. */
function stdin(): AsyncIterable<Uint8Array> {
  fstatSync(0);
  return createReadStream('', { fd: 0, autoClose: false });
}
