// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Verifier } from '@assay/log/tree';
import { Failure } from '../../failure.ts';
import type { LivePolicy, PolicyChange } from './live-policy.ts';
import { openPack } from './policy-pack.ts';

export interface SignedPoliciesOptions {
  /** Of the key that is trusted; without one nothing is taken. */
  readonly verifier?: Verifier;
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** How far apart the clocks of who signs and who takes may be, and how long a posting may take. */
const FRESH_MS = 5 * 60_000;

/**
 * Takes policy sets that were posted and signed. One that was signed before the last that was taken, or that is not fresh, is refused: whoever kept an old one
 * cannot bring it back, after a restart neither.
 * Rejects with ERR_POLICY_SIGNATURE or ERR_PROJECT_INVALID, and what decided goes on.
 */
export function createSignedPolicies(
  live: Pick<LivePolicy, 'replace'>,
  { verifier, directory, clock }: SignedPoliciesOptions,
): (body: Uint8Array, signature: string) => Promise<PolicyChange> {
  let lastSignedAt = 0;
  return async (body, signature) => {
    if (verifier === undefined)
      throw new AssayError('ERR_POLICY_SIGNATURE', 'no policy set is taken: the bridge runs without `--policy-key`');
    let time = 0;
    try {
      const change = await live.replace(() => {
        const { project, signedAt } = openPack(body, signature, { verifier, directory });
        if (!(Math.abs(clock() - signedAt) <= FRESH_MS))
          throw new AssayError('ERR_POLICY_SIGNATURE', 'it was not signed within the last five minutes');
        if (signedAt <= lastSignedAt)
          throw new AssayError('ERR_POLICY_SIGNATURE', 'a policy set that was signed later decides already');
        time = signedAt;
        return project;
      });
      lastSignedAt = time;
      return change;
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      throw new AssayError(cause.code, cause.message, { problems: cause.problems, cause });
    }
  };
}
