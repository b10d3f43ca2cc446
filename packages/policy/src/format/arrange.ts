// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { isExpression, itemSchema, knownMembers, memberSchema } from '../document/schema-walk.ts';
import type { Collection, Entry, LayoutNode } from './layout.ts';

/** A layout whose keys stand in the order of `schema`, one of the published ones, and whose expressions are marked as such. */
export function arranged(node: LayoutNode, schema: JsonObject): LayoutNode {
  if (node.kind === 'block') return node;
  if (node.kind === 'scalar') return isExpression(schema) ? { ...node, expression: true } : node;
  const entries = node.entries.map((entry): Entry => {
    const below = node.kind === 'map' ? memberSchema(schema, keyOf(entry)) : itemSchema(schema);
    return entry.value === undefined || below === undefined ? entry : { ...entry, value: arranged(entry.value, below) };
  });
  return { ...node, entries: node.kind === 'map' ? inOrder(entries, schema) : entries };
}

/** A key the schema does not know stays behind the one before it. */
function inOrder(entries: readonly Entry[], schema: JsonObject): Collection['entries'] {
  const rankOf = new Map([...knownMembers(schema).keys()].map((key, index) => [key, index]));
  let last = -1;
  const ranked = entries.map((entry) => ({ entry, rank: (last = rankOf.get(keyOf(entry)) ?? last) }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

function keyOf({ key }: Entry): string {
  return key?.quoted ?? key?.source ?? '';
}
