// SPDX-License-Identifier: Apache-2.0

/** A YAML document as it is laid out: what was written, and every comment beside what it stands with. */
export interface Layout {
  /** Above everything: about the file, whatever comes first in it. */
  readonly head: readonly string[];
  readonly root: Entry;
  /** Below everything. */
  readonly tail: readonly string[];
}

/** A map's key and value, or an item of a list (which has no key). Lines are comments, or empty where a blank line stands. */
export interface Entry {
  readonly lead: readonly string[];
  readonly key?: Scalar;
  /** The comment behind the colon or the dash. */
  readonly note?: string;
  /** Lines between that and a scalar. */
  readonly between: readonly string[];
  readonly value?: LayoutNode;
  /** The comment behind the value. */
  readonly trailing?: string;
}

export type LayoutNode = Collection | Scalar | BlockScalar;

export interface Collection {
  readonly kind: 'map' | 'list';
  /** Whether it is written with brackets. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
  /** Lines below the last entry. */
  readonly tail: readonly string[];
}

/** A scalar as written, on one line or several, with the string it stands for where it is quoted. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly source: string;
  readonly quoted?: string;
  /** Whether it is an expression: its quotes are YAML's only. */
  readonly expression?: true;
}

/** A literal or folded scalar, its indentation taken away. */
export interface BlockScalar {
  readonly kind: 'block';
  readonly style: '|' | '>';
  readonly chomp: '' | '-' | '+';
  /** The comment of its header. */
  readonly comment?: string;
  readonly lines: readonly string[];
}

/** Whether a comment stands anywhere in `node`. */
export function hasComments(node: LayoutNode | undefined): boolean {
  if (node === undefined || node.kind === 'scalar') return false;
  if (node.kind === 'block') return node.comment !== undefined;
  if (node.tail.some((line) => line !== '')) return true;
  return node.entries.some(
    ({ lead, note, between, value, trailing }) =>
      note !== undefined ||
      trailing !== undefined ||
      [...lead, ...between].some((line) => line !== '') ||
      hasComments(value),
  );
}
