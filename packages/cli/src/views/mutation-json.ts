// SPDX-License-Identifier: Apache-2.0
import type { MutationResult } from '@assay/policy';

/** Mutation for programs: the member `mutation` of `assay test --mutate --json`. Each missed change has the text of a test that notices it. */
export function mutationJson({ mutants, noticed, same, missed, unresolved, tried }: MutationResult): object {
  return {
    changes: mutants,
    noticed,
    proven_no_change: same,
    missed,
    not_told_apart: unresolved,
    combinations_tried: tried,
  };
}
