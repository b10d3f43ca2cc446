// SPDX-License-Identifier: Apache-2.0
import type { Located, Span } from '../diagnostic.ts';

/**
 * YAML as Assay reads it: maps with string keys, lists and scalars, each located.
 * `at` is where a node hangs: the key of the map it is the value of, else its own beginning.
 */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlBroken;

interface YamlPlace {
  readonly span: Span;
  readonly at: Span;
}

export interface YamlMap extends YamlPlace {
  readonly kind: 'map';
  /** In order; no key twice. */
  readonly entries: readonly YamlEntry[];
  /** Whether a syntax error stands among the entries: what seems to be missing may have been swallowed by it. */
  readonly incomplete: boolean;
}

export interface YamlEntry {
  readonly key: Located<string>;
  readonly value: YamlNode;
}

export interface YamlList extends YamlPlace {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends YamlPlace {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The text before YAML gives it a type: `0x10`, `true`, and strings without their quotes, escapes and folding. */
  readonly text: string;
  /** The offset in the file of the UTF-16 unit `index` of `text`. */
  readonly offsetAt: (index: number) => number;
}

/** Something a mistake was already reported about: nothing more is said of it. */
export interface YamlBroken extends YamlPlace {
  readonly kind: 'broken';
}

/** What a message calls `node`: "a map", "the string `x`". */
export function kindOf(node: Exclude<YamlNode, YamlBroken>): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.value === null) return node.text === '' ? 'nothing' : 'null';
  return typeof node.value === 'string' ? 'a string' : `a ${typeof node.value}`;
}
