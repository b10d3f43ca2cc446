// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import { assertText } from '../checks.ts';
import { at, isMembers, jsonBytes, jsonOf } from '../json.ts';
import { LIMITS } from '../limits.ts';
import { CHAIN, type Namespace, type Run } from '../run.ts';

/** The user who logs in: what is set here is written when the flow ends, even if it ends in a denial. */
export const postLoginUser: Namespace = (run) => ({
  setAppMetadata: (key, value) => {
    assertExisting(run, 'app_metadata');
    setMetadata(run, run.state.user.appMetadata, key, value);
    return CHAIN;
  },
  setUserMetadata: (key, value) => {
    assertExisting(run, 'user_metadata');
    setMetadata(run, run.state.user.userMetadata, key, value);
    return CHAIN;
  },
});

/** The user who was set; the exchange has no user before. */
export const customTokenExchangeUser: Namespace = (run) => ({
  setAppMetadata: (key, value) =>
    setMetadata(run, run.state.user.appMetadata, assertText(key, 'setAppMetadata: key'), value),
  setUserMetadata: (key, value) =>
    setMetadata(run, run.state.user.userMetadata, assertText(key, 'setUserMetadata: key'), value),
});

export const OVERSIZED_METADATA: string = `the metadata of a user must have at most ${LIMITS.userMetadata} bytes`;

export function isOversizedMetadata(metadata: ReadonlyMap<string, Json>): boolean {
  return jsonBytes(Object.fromEntries(metadata)) > LIMITS.userMetadata;
}

/** A custom database may have put anything there; what is no object cannot be added to. */
function assertExisting({ event }: Run, name: 'app_metadata' | 'user_metadata'): void {
  if (!isMembers(at(event, 'user', name))) throw new Error(`the ${name} of the user is not an object`);
}

function setMetadata({ tenant }: Run, metadata: Map<string, Json>, key: unknown, given: unknown): void {
  const value = jsonOf(given);
  if (value === undefined) return;
  metadata.set(String(key), value);
  if (tenant.oversized === 'throws' && isOversizedMetadata(metadata)) throw new Error(OVERSIZED_METADATA);
}
