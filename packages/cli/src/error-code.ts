// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';

/** The code of an error of the system or of Node (`ENOENT`), or undefined. */
export function errorCode(cause: unknown): string | undefined {
  const code = own(cause, 'code');
  return typeof code === 'string' ? code : undefined;
}
