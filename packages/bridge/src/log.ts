// SPDX-License-Identifier: Apache-2.0
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';

export interface LogOptions {
  /** `info`, where absent: one line for each denial. `debug`: one for each decision. */
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Standard output, where absent. */
  readonly destination?: DestinationStream;
}

/** Members that hold credentials, wherever somebody might log the headers of a request. */
const SECRET: readonly string[] = ['authorization', 'cookie', '["set-cookie"]', '["assay-signature"]'].flatMap((name) =>
  ['', 'headers', 'req.headers', 'request.headers'].map(
    (at) => `${at}${at && !name.startsWith('[') ? '.' : ''}${name}`,
  ),
);

/** The log of the bridge's own doings: JSON, a line each, without credentials and without bodies. */
export function createLog({ level = 'info', destination }: LogOptions = {}): Logger {
  const options = {
    level,
    base: { name: 'assay-bridge' },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...SECRET], censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
