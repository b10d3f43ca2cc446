// SPDX-License-Identifier: Apache-2.0
import type { CompiledPolicySet, Project, SourceConfig } from '@assay/policy';

/** The sources the policy reads, in the order of the project: an artefact needs no others. */
export function sourcesRead({ sources }: Project, { table }: CompiledPolicySet): readonly SourceConfig[] {
  const read = new Set(table.slots.flatMap(({ root, path }) => (root === 'attribute' ? path.slice(0, 1) : [])));
  return sources.filter(({ name }) => read.has(name.value));
}
