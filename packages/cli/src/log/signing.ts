// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { ErrorCode } from '@assay/core/errors';
import { createSigner, createVerifier, type Signer, type Verifier } from '@assay/log/tree';
import type { Io } from '../io.ts';
import { Failure } from '../failure.ts';
import type { OpenedLog } from '../open-log.ts';
import { readBytes, utf8 } from '../read-bytes.ts';
import { subjectOf } from '../read-json.ts';
import type { Session } from '../session.ts';
import { secretOf } from './secrets.ts';

/** What the log of a project is signed with. Throws ERR_LOG_KEY, and ERR_USAGE where nothing is configured. */
export function signerOf({ config }: Pick<OpenedLog, 'config'>, env: Io['env']): Signer {
  if (config?.sign === undefined)
    throw new Failure('ERR_USAGE', 'the project does not say what its log is signed with', {
      help: 'say so in `assay.yaml`: `log: { sign: { name: log.example.com/payments, key: ASSAY_LOG_KEY } }`; `assay log keygen` makes a key',
    });
  const { name, key } = config.sign;
  // what keeps secrets on one line writes line breaks so
  return createSigner(name, secretOf(key, 'holds the key of the log', env).replaceAll('\\n', '\n'));
}

/** Adds `--key`, once or several times. */
export const KEY_OPTION = [
  '--key <verifier...>',
  'a verifier key `name+hash+key`, or a file that holds it (default: of the key of the project)',
] as const;

/** The verifiers of `--key`; without it that of the project’s own key, where it is there. Throws ERR_LOG_KEY. */
export async function verifiersOf(
  keys: readonly string[] | undefined,
  log: Pick<OpenedLog, 'config'>,
  session: Session,
): Promise<readonly Verifier[]> {
  const { io } = session;
  if (keys !== undefined)
    return await Promise.all(keys.map(async (key) => createVerifier(await keyText(key, session))));
  const { sign } = log.config ?? {};
  return sign === undefined || !io.env[sign.key] ? [] : [createVerifier(signerOf(log, io.env).verifierKey)];
}

/** The one verifier something is proven to. Throws ERR_USAGE where there is none. */
export async function verifierOf(
  key: string | undefined,
  log: Pick<OpenedLog, 'config'>,
  session: Session,
): Promise<Verifier> {
  const [verifier] = await verifiersOf(key === undefined ? undefined : [key], log, session);
  if (verifier === undefined)
    throw new Failure('ERR_USAGE', 'there is no key to prove it to', { help: 'name a verifier key with `--key`' });
  return verifier;
}

const VERIFIER_KEY = /^\S+\+[0-9a-f]{8}\+\S+$/;

async function keyText(key: string, { io }: Session): Promise<string> {
  return VERIFIER_KEY.test(key) ? key : await readSmall(key, io, 'ERR_LOG_KEY');
}

const MAX_SIZE = 1_000_000;

/** A key or a note in a file, or on standard input for `-`. Throws ERR_FILE_READ, or `otherwise`. */
export async function readSmall(name: string, io: Io, otherwise: ErrorCode): Promise<string> {
  const open = name === '-' ? io.stdin : () => createReadStream(resolve(io.cwd, name));
  return utf8(await readBytes(open, subjectOf(name), MAX_SIZE, otherwise), subjectOf(name), otherwise);
}
