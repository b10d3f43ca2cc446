// SPDX-License-Identifier: Apache-2.0
import type { DeploymentReport } from '@assay/core/pep';
import type { CompiledProject } from '../compiled-project.ts';
import type { Io } from '../io.ts';

/** What is examined. */
export interface Patient {
  /** Files or folders, as the user named them; `-` is standard input. */
  readonly from: readonly string[];
  /** What it is compared with, where there is a project. */
  readonly project: CompiledProject | undefined;
}

/** Reads what an identity provider's own tools exported, and says what is deployed there. Throws Failure where it cannot be read. */
export type Doctor = (patient: Patient, io: Io) => Promise<DeploymentReport>;
