// SPDX-License-Identifier: Apache-2.0

/** A place in a record that may tell who somebody is. */
export interface PersonalField {
  /** A JSON pointer; `*` stands for any member. */
  readonly pointer: string;
  /** What stands in a record that is read, once the data was erased; absent: the member is left out. */
  readonly erased?: unknown;
}

/** What stands for an id that was erased. */
export const ERASED = '[erased]';

/**
 * Where a record holds personal data. Each is a commitment in the entry, opened by a salt and a value that are stored beside it: without those nobody can tell
 * what it was, and the entry's hash stays. Digests of personal data are among them: who guesses the data can check the guess. Names of scopes, groups and roles are not.
 */
export const PERSONAL: readonly PersonalField[] = [
  { pointer: '/who/subject/id', erased: ERASED },
  { pointer: '/who/actors/*/id', erased: ERASED },
  { pointer: '/asked/authorizationDetails', erased: [] },
  { pointer: '/baseline/claims', erased: {} },
  { pointer: '/baseline/authorizationDetails', erased: [] },
  { pointer: '/granted/authorizationDetails', erased: [] },
  { pointer: '/granted/tokens/*/claims/*/value', erased: ERASED },
  { pointer: '/evidence/*/digest' },
  { pointer: '/correlation', erased: {} },
  { pointer: '/inputs', erased: {} },
];
