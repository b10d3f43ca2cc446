// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { own } from '@assay/core/model';

/** The boolean `name` of `value`, which is at `path`; `otherwise` where it is absent, and a problem where it is something else. */
export function flagOf(value: unknown, name: string, otherwise: boolean, path: string, problems: Problem[]): boolean {
  const found = own(value, name) ?? otherwise;
  if (typeof found === 'boolean') return found;
  problems.push({ path: `${path}/${name}`, message: `expected true or false, found a ${typeof found}` });
  return otherwise;
}
