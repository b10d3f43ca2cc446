// SPDX-License-Identifier: Apache-2.0
import type { AuthorizationDetail } from '@assay/core/model';
import type { DetailMember } from '@assay/core/pdp';
import { memberAt } from './member.ts';
import { isOfType } from './world.ts';

/** The first member that is not what the project declares, by its dotted path; undefined where all are. */
export function misfit(detail: AuthorizationDetail, members: readonly DetailMember[]): string | undefined {
  return members.find((member) => !fits(memberAt(detail, member.path), member))?.path.join('.');
}

function fits(
  value: unknown,
  { type, required, values, range: { min, max, above, below } = {} }: DetailMember,
): boolean {
  if (value === undefined) return required !== true;
  if (!isOfType(value, type)) return false;
  if (values && !values.some((one) => one === value)) return false;
  if (typeof value !== 'number') return true;
  return (
    value >= (min ?? value) && value <= (max ?? value) && value > (above ?? -Infinity) && value < (below ?? Infinity)
  );
}
