// SPDX-License-Identifier: Apache-2.0

/** Whether `cause` is an error of the system with this code. */
export const isErrno = (cause: unknown, code: string): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
