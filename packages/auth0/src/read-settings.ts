// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { readDuration } from '@assay/core/pep';

/** Whole seconds of the duration `name`; `otherwise` where there is none. */
export function durationOf(value: unknown, name: string, otherwise: number, path: string, problems: Problem[]): number {
  return Math.floor(readDuration(value, name, otherwise * 1000, path, problems) / 1000);
}
