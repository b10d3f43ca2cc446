// SPDX-License-Identifier: Apache-2.0
import type { Coverage } from '@assay/policy';

/** Coverage for programs: the member `coverage` of `assay test --json`. */
export function coverageJson({ percent, covered, points, rules }: Coverage): object {
  return {
    percent,
    covered,
    points,
    rules: rules.map(({ notHeld, conditions, ...rule }) => ({
      ...rule,
      not_held: notHeld,
      conditions: conditions.map(({ yes, no, ...condition }) => ({ ...condition, true: yes, false: no })),
    })),
  };
}
