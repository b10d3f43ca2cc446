// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import type { VariableNode } from './policy-document.ts';

/** A named list of a library: strings or numbers, never both. */
export interface ListNode {
  readonly name: Located<string>;
  readonly values: readonly string[] | readonly number[];
}

/** One library file: what policies may share. It decides nothing by itself, and imports nothing. */
export interface LibraryDocument {
  readonly file: string;
  readonly name: Located<string>;
  readonly owner: Located<string>;
  readonly description?: Located<string>;
  readonly variables: readonly VariableNode[];
  readonly lists: readonly ListNode[];
}
