// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { readFailure } from '../read-failure.ts';

/** The options of every host that can end TLS itself. */
export interface TlsFiles {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** Certificate and key, in PEM; undefined where neither is named. Throws ERR_USAGE for one without the other, ERR_FILE_READ. */
export function tlsOf(
  { tlsCert, tlsKey }: TlsFiles,
  io: Pick<Io, 'cwd'>,
): { readonly cert: string; readonly key: string } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new Failure('ERR_USAGE', 'expected `--tls-cert` and `--tls-key`, found one of them');
  return { cert: readTextFile(tlsCert, io), key: readTextFile(tlsKey, io) };
}

/** A small file a host is configured with. Throws ERR_FILE_READ. */
export function readTextFile(file: string, { cwd }: Pick<Io, 'cwd'>): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw readFailure(cause, file, 'a file');
  }
}
