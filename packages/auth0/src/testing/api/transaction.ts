// SPDX-License-Identifier: Apache-2.0
import { assertText } from '../checks.ts';
import { memberOf } from '../json.ts';
import type { Namespace, Run } from '../run.ts';
import { assertScopeCount, scopeOf } from '../scopes.ts';

/** Keys in characters; values and all of it together in bytes. */
export const TRANSACTION_METADATA_LIMITS = { key: 64, value: 8192, total: 16_384 } as const;

/** Shared by the Actions of one transaction; visible in the event at once. */
export const transactionMetadata: Namespace = ({ state, event }) => ({
  setMetadata: (name, value) => {
    const key = assertText(name, 'the key of transaction metadata', { min: 1, max: TRANSACTION_METADATA_LIMITS.key });
    const changed = new Map(state.transactionMetadata);
    if (value === null) changed.delete(key);
    else changed.set(key, metadataValue(value));
    const bytes = [...changed].reduce((sum, [each, held]) => sum + Buffer.byteLength(`${each}${held}`), 0);
    if (bytes > TRANSACTION_METADATA_LIMITS.total) {
      throw new Error(`transaction metadata must have at most ${TRANSACTION_METADATA_LIMITS.total} bytes in all`);
    }
    state.transactionMetadata.clear();
    for (const [each, held] of changed) state.transactionMetadata.set(each, held);
    memberOf(event, 'transaction')['metadata'] = Object.fromEntries(changed);
  },
});

function metadataValue(value: unknown): string | number | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value === 'string') {
    if (Buffer.byteLength(value) <= TRANSACTION_METADATA_LIMITS.value) return value;
    throw new Error(`a value of transaction metadata must have at most ${TRANSACTION_METADATA_LIMITS.value} bytes`);
  }
  throw new Error('a value of transaction metadata must be a string, a safe integer or a boolean');
}

/** The scopes that will be asked of the authorization policy; visible in the event at once. */
export const targetScopes: Namespace = (run) => ({
  addTargetScope: (value) => {
    const scope = scopeOf(value);
    assertScopeCount(new Set([...run.state.targetScopes, scope]).size);
    setScopes(run, [...run.state.targetScopes, scope]);
  },
  removeTargetScope: (value) => {
    const scope = scopeOf(value);
    setScopes(
      run,
      [...run.state.targetScopes].filter((each) => each !== scope),
    );
  },
  setTargetScopes: (values) => {
    if (!Array.isArray(values)) throw new TypeError('the scopes must be an array');
    const scopes = new Set(values.map(scopeOf));
    assertScopeCount(scopes.size);
    setScopes(run, [...scopes]);
  },
  clearTargetScopes: () => setScopes(run, []),
});

function setScopes({ state, event }: Run, scopes: readonly string[]): void {
  state.targetScopes.clear();
  for (const scope of scopes) state.targetScopes.add(scope);
  memberOf(event, 'transaction')['target_scopes'] = [...state.targetScopes];
}
