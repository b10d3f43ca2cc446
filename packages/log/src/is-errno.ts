// SPDX-License-Identifier: Apache-2.0

/** Whether `cause` is an error of the system with this code; of another realm, too. */
export const isErrno = (cause: unknown, code: string): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === code;
