// SPDX-License-Identifier: Apache-2.0
import type { Auth0FilesOptions } from './options.ts';

/** A token exchange profile: it names the Action that validates tokens of one type. */
export interface Profile {
  readonly name: string;
  readonly subjectTokenType: string;
  /** What its files and resources are numbered with: nothing for the first, then `2`, so that a type added at the end renames no other. */
  readonly number: string;
}

/** The profiles of an Action, in the order of its subject token types. */
export const profilesOf = ({ name, subjectTokenTypes = [] }: Auth0FilesOptions): readonly Profile[] =>
  subjectTokenTypes.map((subjectTokenType, i) => ({
    name: i === 0 ? name : `${name}-${i + 1}`,
    subjectTokenType,
    number: i === 0 ? '' : String(i + 1),
  }));
