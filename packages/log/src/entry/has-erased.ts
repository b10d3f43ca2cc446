// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from './entry.ts';

/** Whether the personal data of an entry was erased: it commits to some, and nothing opens it. */
export const hasErased = ({ body, openings }: Pick<StoredEntry, 'body' | 'openings'>): boolean =>
  openings === '{}' && body.includes('{"$committed":"');
