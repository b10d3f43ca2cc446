// SPDX-License-Identifier: Apache-2.0
import type { Answered } from '@assay/keycloak';
import type { CompiledProject } from '../../compiled-project.ts';
import { codeOf } from '../code-of.ts';
import type { LoadedPolicy } from './load-policy.ts';

/** What came of an attempt to load another policy set. */
export interface PolicyChange {
  readonly digest: string;
  readonly previous: string;
}

/** The policy set that answers now. */
export interface LivePolicy {
  readonly current: () => LoadedPolicy;
  readonly answer: (native: unknown) => Promise<Answered>;
  /** Loads what `read` gives and lets it answer from then on. Whatever fails is thrown, and the old one goes on. One at a time. */
  readonly replace: (read: () => CompiledProject | Promise<CompiledProject>) => Promise<PolicyChange>;
}

export interface LivePolicyOptions {
  readonly load: (project: CompiledProject) => LoadedPolicy;
  /** Told of every policy set that begins to answer: the archive, the log line, the metric. */
  readonly onChange: (loaded: LoadedPolicy, previous: string) => Promise<void> | void;
  /** `detail` is a text of ours: nothing of the files is in it but their names. */
  readonly onFailure: (code: string, detail: string) => void;
}

/** INVARIANT: a decision is made by one policy set from its beginning to its end; a new one answers only once it is whole. */
export function createLivePolicy(first: LoadedPolicy, { load, onChange, onFailure }: LivePolicyOptions): LivePolicy {
  let loaded = first;
  let last: Promise<unknown> = Promise.resolve();
  const replaceNow = async (read: () => CompiledProject | Promise<CompiledProject>): Promise<PolicyChange> => {
    try {
      const previous = loaded.digest;
      const replacement = load(await read());
      loaded = replacement;
      await onChange(replacement, previous);
      return { digest: replacement.digest, previous };
    } catch (cause) {
      onFailure(codeOf(cause), cause instanceof Error && codeOf(cause) !== 'ERR_INTERNAL' ? cause.message : '');
      throw cause;
    }
  };
  return {
    current: () => loaded,
    answer: (native) => loaded.answer(native),
    replace: async (read) => {
      const done = last.then(() => replaceNow(read));
      last = done.catch(() => undefined);
      return await done;
    },
  };
}
