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
}

/**
 * Takes policy sets that were posted and signed. One that was signed before the last that was taken is refused: whoever kept an old one cannot bring it back.
 * Rejects with ERR_POLICY_SIGNATURE or ERR_PROJECT_INVALID, and what decided goes on.
 */
export function createSignedPolicies(
  live: Pick<LivePolicy, 'replace'>,
  { verifier, directory }: SignedPoliciesOptions,
): (body: Uint8Array, signature: string) => Promise<PolicyChange> {
  let lastSignedAt = 0;
  return async (body, signature) => {
    if (verifier === undefined)
      throw new AssayError('ERR_POLICY_SIGNATURE', 'no policy set is taken: the bridge runs without `--policy-key`');
    let time = 0;
    try {
      const change = await live.replace(() => {
        const { project, signedAt } = openPack(body, signature, { verifier, directory });
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
