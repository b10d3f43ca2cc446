// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';
import type { Address } from './parse-address.ts';

/** What `listen` gives. Where the system does not let it listen, it throws ERR_USAGE, which names the address. */
export async function orUnavailable<T>({ host, port }: Address, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (cause) {
    if (isAssayError(cause)) throw cause;
    const why = errorCode(cause) ?? 'unknown reason';
    throw new Failure('ERR_USAGE', `\`${host}:${port}\` cannot be listened on (${why})`, { cause });
  }
}
