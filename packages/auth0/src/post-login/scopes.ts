// SPDX-License-Identifier: Apache-2.0
import { own, type Fields } from '@assay/core/model';
import type { Features } from '../features.ts';
import type { TransactionKind } from '../protocols.ts';
import { some } from '../some.ts';
import { toldScopes } from '../told-scopes.ts';

/** The scopes a token would have, as far as an event tells. */
export interface Scopes {
  /** Absent: the event does not tell them. */
  readonly scopes?: readonly string[];
  /** Whether those of OpenID Connect would be among them: a refresh token tells only what it has for an API. */
  readonly isOidcTold: boolean;
  /** Whether they are the target scopes, which can be set as a whole. */
  readonly isTarget: boolean;
}

/**
 * Reads the scopes of an event. Where nobody is at a browser, an empty list of them says that the client asked for what it had, or for all there is, and
 * not that there are none: what was granted with the refresh token counts, or nothing is known.
 */
export function scopesOf(
  event: Fields,
  {
    kind,
    api,
    features,
  }: { readonly kind: TransactionKind; readonly api: string | undefined; readonly features: Features },
): Scopes {
  const transaction = event.inner('transaction');
  const target = transaction.textsOr('target_scopes', undefined);
  const told = toldScopes(target, transaction.textsOr('requested_scopes', undefined), features);
  if (told !== undefined && (told.length > 0 || kind.isInteractive))
    return { scopes: told, isOidcTold: true, isTarget: features.targetScopes && target !== undefined };
  const granted = event
    .inner('refresh_token')
    .each('resource_servers', (server, item) => ({
      audience: server.textOr('audience', undefined),
      scopes: scopesIn(own(item, 'scopes')),
    }))
    .find(({ audience }) => api !== undefined && audience === api);
  return { ...some('scopes', granted?.scopes), isOidcTold: false, isTarget: false };
}

/** A list, or one string as OAuth writes them; undefined where it is neither. */
function scopesIn(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : undefined;
}
