// SPDX-License-Identifier: Apache-2.0
import { BOOL, STRING } from '../types.ts';
import type { Declaration } from './declaration.ts';

/** Scopes of OAuth: ours, and in no library of CEL. */
export const SCOPES: readonly Declaration[] = [
  {
    name: 'scopes.covers',
    id: 'scopes_covers_string_string',
    params: [STRING, STRING],
    result: BOOL,
    op: 'covers',
    extension: true,
  },
  {
    name: 'hasScope',
    receiver: true,
    id: 'string_has_scope_string',
    params: [STRING, STRING],
    result: BOOL,
    op: 'has_scope',
    extension: true,
  },
];
