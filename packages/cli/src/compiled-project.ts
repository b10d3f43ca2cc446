// SPDX-License-Identifier: Apache-2.0
import type { CompiledPolicySet, Project } from '@assay/policy';

/** A project whose policies compiled: it can decide, and be built. */
export interface CompiledProject {
  /** From the root. */
  readonly directory: string;
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
}
