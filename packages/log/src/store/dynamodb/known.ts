// SPDX-License-Identifier: Apache-2.0

/** What a writer knows to be in the table. */
export interface Known {
  /** Resolves once `work` was done for this name, by whoever asked first. What failed is done again when it is asked for again. */
  readonly ensure: (name: string, work: () => Promise<void>) => Promise<void>;
}

const MAX_KNOWN = 50_000;

/** Remembers names for as long as the writer lives. */
export function createKnown(): Known {
  const known = new Map<string, Promise<void>>();
  return {
    ensure: (name, work) => {
      const kept = known.get(name);
      if (kept !== undefined) return kept;
      if (known.size >= MAX_KNOWN) known.clear();
      const done = work();
      known.set(name, done);
      done.catch(() => known.delete(name));
      return done;
    },
  };
}
