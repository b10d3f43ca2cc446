// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import type { LogStore, PolicyUse } from '@assay/log/store';
import type { CompiledProject } from '../compiled-project.ts';
import type { Io } from '../io.ts';
import { archiveOf, runBy } from './archive-of.ts';
import { revisionOf } from './git.ts';

type Archive = Pick<LogStore, 'archivePolicy'>;

/** Remembers in the log that a policy set was built or loaded here, now. */
export async function archivePolicy(
  store: Archive,
  { directory, project, compiled }: CompiledProject,
  what: PolicyUse['what'],
  io: Io,
): Promise<void> {
  const revision = await revisionOf(directory);
  const use = { time: io.clock(), what, by: runBy(io), ...(revision !== undefined && { revision }) };
  await store.archivePolicy(archiveOf(project, compiled, use));
}

/** What this process has archived, by folder and digest. */
const archived = new Set<string>();

/**
 * Archives a policy set that decides, once in a process. Nothing depends on it now, so what fails is told on standard error, and tried again at the next decision;
 * `open` gives the log, or nothing where nothing is written.
 */
export async function archiveLoaded(
  open: () => Promise<Archive | undefined>,
  project: CompiledProject,
  io: Io,
): Promise<void> {
  const key = JSON.stringify([project.directory, project.compiled.digest]);
  if (archived.has(key)) return;
  try {
    const store = await open();
    if (store === undefined) return;
    await archivePolicy(store, project, 'loaded', io);
    archived.add(key);
  } catch (cause) {
    tellNotArchived(cause, io);
  }
}

/** Says that a policy set is not in the archive, and why. */
export function tellNotArchived(cause: unknown, { stderr }: Pick<Io, 'stderr'>): void {
  const why = isAssayError(cause) ? cause.code : 'unexpected failure';
  stderr.write(`assay: warning: the policy set was not archived in the log (${why})\n`);
}
