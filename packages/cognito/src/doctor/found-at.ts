// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';
import type { Place } from './facts.ts';

/** A finding at a member of something that was read. */
export type Found = (member: string, finding: Omit<DeploymentFinding, 'file' | 'path'>) => DeploymentFinding;

export const foundAt =
  ({ file, path }: Place): Found =>
  (member, finding) => ({ ...finding, file, path: path + member });
