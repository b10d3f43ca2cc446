// SPDX-License-Identifier: Apache-2.0

/** Whether `cause` is an error of the system with this code; of another realm, too. */
export const isErrno = (cause: unknown, code: string): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === code;

/** Whether `cause` is an error of a call of the system. */
export const isSystemError = (cause: unknown): cause is { readonly code: string } =>
  typeof cause === 'object' &&
  cause !== null &&
  'syscall' in cause &&
  'code' in cause &&
  typeof cause.code === 'string';
