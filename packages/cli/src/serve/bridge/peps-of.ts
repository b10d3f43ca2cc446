// SPDX-License-Identifier: Apache-2.0
import { parsePeps, type Pep } from '@assay/bridge';
import { isAssayError } from '@assay/core/errors';
import { Failure } from '../../failure.ts';
import type { Io } from '../../io.ts';
import { readTextFile } from '../files.ts';

/** Who may ask: of the file, or of ASSAY_PEPS. Throws ERR_USAGE where there is neither, ERR_FILE_READ, ERR_BRIDGE_PEPS. */
export function pepsOf(file: string | undefined, io: Pick<Io, 'cwd' | 'env'>): readonly Pep[] {
  const text = file === undefined ? io.env['ASSAY_PEPS'] : readTextFile(file, io);
  if (text === undefined)
    throw new Failure('ERR_USAGE', 'the bridge answers nobody it does not know, and knows nobody', {
      help: '`assay pep keycloak --role issue events --file peps.json` makes a secret, and `--peps peps.json` names the file',
    });
  try {
    return parsePeps(text);
  } catch (cause) {
    if (!isAssayError(cause)) throw cause;
    const { code, message, problems } = cause;
    throw new Failure(code, message, { subject: file ?? 'ASSAY_PEPS', problems, cause });
  }
}
