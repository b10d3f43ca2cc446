// SPDX-License-Identifier: Apache-2.0
import { uuidOf } from '@assay/core/log';
import { own } from '@assay/core/model';

/** How long Cognito may ask again about one attempt, in milliseconds: three times five seconds. */
const WINDOW_MS = 15_000;
/** Events that are remembered, at most. */
const REMEMBERED = 1_000;

interface Ports {
  readonly clock: () => number;
  readonly sha256: (text: string) => string;
}

/**
 * Ids of attempts, the same for the same event: Cognito gives nothing to tell a retry by, so the same event within 15 seconds is taken for one. Between two
 * instances of a function the id is the same within one quarter of a minute. A UUIDv7 of the window's beginning, whose random part is of a digest.
 */
export function createAttemptIds({ clock, sha256 }: Ports): (native: unknown) => string {
  let unreadable = 0;
  const seen = new Map<string, { readonly id: string; readonly until: number }>();
  return (native) => {
    const now = clock();
    const digest = sha256(identityOf(native, () => unreadable++));
    const known = seen.get(digest);
    if (known !== undefined && now < known.until && now >= known.until - WINDOW_MS) return known.id;
    const id = uuidOf(now - (now % WINDOW_MS), digest);
    seen.delete(digest);
    seen.set(digest, { id, until: now + WINDOW_MS });
    const oldest = seen.keys().next();
    if (seen.size > REMEMBERED && oldest.done !== true) seen.delete(oldest.value);
    return id;
  };
}

/**
 * What tells attempts apart, and the client knows anyway: it gets to see the id, and must not be able to try values of attributes it does not know against
 * it. What cannot be read is an attempt of its own.
 */
function identityOf(native: unknown, nextOf: () => number): string {
  try {
    const request = own(native, 'request');
    const known = ['version', 'triggerSource', 'userPoolId', 'userName'].map((name) => own(native, name));
    const asked = [
      own(own(native, 'callerContext'), 'clientId'),
      own(request, 'scopes'),
      own(request, 'clientMetadata'),
    ];
    return JSON.stringify([...known, ...asked]);
  } catch {
    return `unreadable ${nextOf()}`;
  }
}
