// SPDX-License-Identifier: Apache-2.0
import type { LogStore, PolicyUse } from '@assay/log/store';
import type { CompiledProject } from '../compiled-project.ts';
import type { Io } from '../io.ts';
import { archiveOf, runBy } from './archive-of.ts';
import { revisionOf } from './git.ts';

/** Remembers in the log that a policy set was built or loaded here, now. */
export async function archivePolicy(
  store: Pick<LogStore, 'archivePolicy'>,
  { directory, project, compiled }: CompiledProject,
  what: PolicyUse['what'],
  io: Io,
): Promise<void> {
  const revision = await revisionOf(directory);
  const use = { time: io.clock(), what, by: runBy(io), ...(revision !== undefined && { revision }) };
  await store.archivePolicy(archiveOf(project, compiled, use));
}
