// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCode } from '../../error-code.ts';
import { Failure } from '../../failure.ts';
import type { Io } from '../../io.ts';

/** The code `assay build` wrote, as it lies in a folder. */
export interface Deployed {
  /** The file, from the root. */
  readonly path: string;
  readonly code: string;
  /** What its first line says it was built for. */
  readonly target: string;
  readonly digest: string;
}

/** The first line of every artefact. */
const MARK = /^\/\* assay ([a-z0-9-]+(?:\/[a-z0-9-]+)+) (sha256-[0-9a-f]{64}) \*\//;

/** Reads the code in a folder of `assay build`. Throws ERR_FILE_READ, or ERR_ARTEFACT_INVALID where the file is not one that `assay build` wrote. */
export function readDeployed(folder: string, file: string, io: Io): Deployed {
  const path = join(resolve(io.cwd, folder), file);
  const subject = join(folder, file);
  const code = read(path, subject);
  const [, target, digest] = MARK.exec(code) ?? [];
  if (target === undefined || digest === undefined)
    throw new Failure('ERR_ARTEFACT_INVALID', 'expected code that `assay build` wrote', { subject });
  return { path, code, target, digest };
}

function read(path: string, subject: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Failure('ERR_FILE_READ', `could not be read (${errorCode(cause) ?? 'unknown reason'})`, {
      subject,
      cause,
      help: '`assay build --target auth0/post-login --out DIR` writes it',
    });
  }
}
