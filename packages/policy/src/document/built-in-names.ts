// SPDX-License-Identifier: Apache-2.0

/** The names expressions can read without a source, and those the sections bind. */
export const BUILT_IN_NAMES: readonly string[] = [
  'subject',
  'actors',
  'client',
  'request',
  'authentication',
  'baseline',
  'targets',
  'audience',
  'scope',
  'token',
  'detail',
  'cell',
  'variables',
];
