// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import type { AuthorizationDetail } from '../../model/request.ts';
import { checkOf } from '../eval/slot-types.ts';
import type { DetailMember } from '../table.ts';

/** The first member that is not what its type declares, as a dotted path; undefined where all are. Only members that rules read are declared to the run time. */
export function misfit(detail: AuthorizationDetail, members: readonly DetailMember[]): string | undefined {
  const found = members.find((member) => !fits(memberAt(detail, member.path), member));
  return found?.path.join('.');
}

/** What stands at a path, own members only; undefined where there is nothing. */
export function memberAt(detail: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(own, detail);
}

function fits(value: unknown, { type, required, values, range }: DetailMember): boolean {
  if (value === undefined) return required !== true;
  if (!checkOf(type)(value)) return false;
  if (values && !values.some((known) => known === value)) return false;
  if (range === undefined || typeof value !== 'number') return true;
  const { min, max, above, below } = range;
  return (
    !(min !== undefined && value < min) &&
    !(max !== undefined && value > max) &&
    !(above !== undefined && value <= above) &&
    !(below !== undefined && value >= below)
  );
}
