// SPDX-License-Identifier: Apache-2.0
import { assertNumber } from '../checks.ts';
import type { Expiries } from '../state.ts';

/** Sets an expiry, in milliseconds since the epoch, unless an earlier one is set. Throws on what is no time, and on 0. */
export function earliest(owner: Expiries, name: keyof Expiries, time: unknown): void {
  if (!time) throw new Error('an expiry must be given');
  const found = assertNumber(time, 'the expiry');
  owner[name] = Math.min(found, owner[name] ?? found);
}
