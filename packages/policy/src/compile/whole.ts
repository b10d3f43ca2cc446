// SPDX-License-Identifier: Apache-2.0
import { rulesOfPolicy } from '../document/parse-policy.ts';
import { partsOf, type Typed } from '../expression/typed.ts';
import type { PolicyDraft } from './draft.ts';
import type { SharedVariables } from './libraries.ts';

/**
 * Whether every rule was understood, to the last part. What was not was reported, but maybe not here: a file the project could not read, or a
 * part of one. A table without a rule, which may be a denial, must not come of it.
 */
export function isWhole(drafts: readonly PolicyDraft[], shared: SharedVariables): boolean {
  return (
    [...shared.values()].every(({ typed }) => isSound(typed)) &&
    drafts.every(
      ({ document, variables, rules }) =>
        rules.length === rulesOfPolicy(document).length &&
        [...variables.values()].every(({ typed }) => isSound(typed)) &&
        rules.every(({ conjuncts, value, limits = [] }) =>
          [...conjuncts, ...limits, ...(value ? [value] : [])].every(({ typed }) => isSound(typed)),
        ),
    )
  );
}

const isSound = (typed: Typed): boolean => typed.kind !== 'error' && partsOf(typed).every(isSound);
