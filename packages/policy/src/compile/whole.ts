// SPDX-License-Identifier: Apache-2.0
import { rulesOfPolicy } from '../document/parse-policy.ts';
import { hasMistake } from '../expression/typed.ts';
import type { PolicyDraft } from './draft.ts';
import type { SharedVariables } from './libraries.ts';

/**
 * Whether every rule was understood, to the last part. What was not was reported, but maybe not here: a file the project could not read, or a
 * part of one. A table without a rule, which may be a denial, must not come of it.
 */
export function isWhole(drafts: readonly PolicyDraft[], shared: SharedVariables): boolean {
  return (
    [...shared.values()].every(({ typed }) => !hasMistake(typed)) &&
    drafts.every(
      ({ document, variables, rules }) =>
        rules.length === rulesOfPolicy(document).length &&
        [...variables.values()].every(({ typed }) => !hasMistake(typed)) &&
        rules.every(({ conjuncts, value, limits = [] }) =>
          [...conjuncts, ...limits, ...(value ? [value] : [])].every(({ typed }) => !hasMistake(typed)),
        ),
    )
  );
}
