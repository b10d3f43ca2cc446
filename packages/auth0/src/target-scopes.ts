// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { invokeAsync, offers } from './invoke.ts';
import { PROTOCOLS } from './protocols.ts';

/**
 * Whether the scopes of the transaction can be set. The methods are there on tenants without the feature too, and throw: so the scopes are set to what they are, which changes nothing. Not where there are
 * none, which would be a word of its own, and not for an assertion, which has none. With `isObserving`
 * nothing is called, and a method that is there counts as one that works. Never rejects.
 */
export async function canSetTargetScopes(event: unknown, api: unknown, isObserving = false): Promise<boolean> {
  const transaction = own(event, 'transaction');
  const current = own(transaction, 'target_scopes');
  if (!Array.isArray(current) || current.length === 0 || isOfAssertion(own(transaction, 'protocol'))) return false;
  if (isObserving) return offers(api, 'transaction.setTargetScopes');
  try {
    await invokeAsync(api, 'transaction.setTargetScopes', [[...(current as unknown[])]]);
    return true;
  } catch {
    return false;
  }
}

function isOfAssertion(protocol: unknown): boolean {
  const kind = typeof protocol === 'string' ? PROTOCOLS.get(protocol) : undefined;
  return kind !== undefined && kind.issues !== 'tokens';
}
