// SPDX-License-Identifier: Apache-2.0
import type { DeploymentFinding } from '@assay/core/pep';

/** A finding in what was read; `path` is where it would be in an export of the realm. */
export type Found = (path: string, finding: Omit<DeploymentFinding, 'file' | 'path'>) => DeploymentFinding;

export const foundIn =
  (file: string): Found =>
  (path, finding) => ({ ...finding, file, path });

/** After so many names the rest is a number. */
const MOST = 5;

/** Names in a sentence: `` `a`, `b` and 3 more ``. */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
