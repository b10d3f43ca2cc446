// SPDX-License-Identifier: Apache-2.0
import { AssayError, isAssayError, type ErrorCode } from '@assay/core/errors';

/** Codes of PostgreSQL (appendix A of its manual) and of the system that mean something to an operator. A class is its first two characters. */
const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  28: ['ERR_STORE_OPEN', 'the user or the password was refused'],
  '3D': ['ERR_STORE_OPEN', 'there is no such database'],
  53100: ['ERR_STORE_FULL', 'the disk is full'],
  53300: ['ERR_STORE_OPEN', 'it has no connection left'],
  57014: ['ERR_STORE_LOCKED', 'it did not answer in time'],
  55006: ['ERR_STORE_LOCKED', 'another client has it locked'],
  '55P03': ['ERR_STORE_LOCKED', 'another client has it locked'],
  40: ['ERR_STORE_LOCKED', 'another client was in the way'],
  ECONNREFUSED: ['ERR_STORE_OPEN', 'nobody listens there'],
  ENOTFOUND: ['ERR_STORE_OPEN', 'there is no such host'],
  EAI_AGAIN: ['ERR_STORE_OPEN', 'there is no such host'],
  EHOSTUNREACH: ['ERR_STORE_OPEN', 'the host cannot be reached'],
  ENETUNREACH: ['ERR_STORE_OPEN', 'the host cannot be reached'],
  ETIMEDOUT: ['ERR_STORE_OPEN', 'it did not answer in time'],
};

/** The coded error of one of the driver's. Its text is not passed on, and it is no cause: it may quote what was to be written. */
export function storeError(cause: unknown, place: string, otherwise: ErrorCode): unknown {
  if (isAssayError(cause)) return cause;
  const code = codeOf(cause);
  const [error, message] = CODES[code] ?? CODES[code.slice(0, 2)] ?? ofText(String(cause)) ?? [otherwise, 'it failed'];
  return new AssayError(error, `the log \`${place}\`: ${message}${code === '' ? '' : ` (${code})`}`);
}

/** The code of what was thrown; empty where it has none. */
export const codeOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/** What the driver says itself has no code. */
function ofText(text: string): readonly [ErrorCode, string] | undefined {
  if (/timeout e/.test(text)) return ['ERR_STORE_OPEN', 'it did not answer in time'];
  if (/SASL|SSL/.test(text)) return ['ERR_STORE_OPEN', 'the connection was refused'];
  return undefined;
}
