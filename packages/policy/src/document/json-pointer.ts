// SPDX-License-Identifier: Apache-2.0
import type { YamlEntry, YamlNode } from './yaml-node.ts';

/** The node a JSON Pointer (RFC 6901) leads to below `root`, or the last one on the way to it. */
export function nodeAt(root: YamlNode, pointer: string): YamlNode {
  let node = root;
  for (const step of pointer.split('/').slice(1)) {
    const next = childOf(node, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** The entry of the map `node` whose key is `key`. */
export function entryOf(node: YamlNode, key: string): YamlEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key.value === key) : undefined;
}

function childOf(node: YamlNode, step: string): YamlNode | undefined {
  return node.kind === 'list' ? node.items[Number(step)] : entryOf(node, step)?.value;
}
