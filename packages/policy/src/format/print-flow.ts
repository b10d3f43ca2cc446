// SPDX-License-Identifier: Apache-2.0
import { hasComments, type Collection, type Entry, type LayoutNode } from './layout.ts';
import { scalarText } from './quotes.ts';

/** Columns of a line; what is written with brackets and is wider gets lines of its own. */
const WIDTH = 120;
/** The length from which YAML wants a `?` before a key (1.2.2 section 7.4.2), and some. */
export const LONGEST_KEY = 1000;

/** A collection with brackets on one line that has `column` columns already, or undefined where it cannot be, or is not to be. */
export function flowText(collection: Collection, column: number): string | undefined {
  if (!collection.flow || hasComments(collection)) return undefined;
  if (collection.entries.length === 0) return collection.kind === 'map' ? '{}' : '[]';
  const text = inline(collection, WIDTH - column);
  return text !== undefined && column + text.length <= WIDTH ? text : undefined;
}

/** Undefined when the text would span lines, or is certainly longer than `room`. */
function inline(node: LayoutNode | undefined, room: number): string | undefined {
  if (node === undefined) return '';
  if (node.kind === 'block') return undefined;
  if (node.kind === 'scalar') {
    const text = scalarText(node, true);
    return text.includes('\n') ? undefined : text;
  }
  if (node.entries.length === 0) return node.kind === 'map' ? '{}' : '[]';
  const [open, close] = node.kind === 'map' ? ['{ ', ' }'] : ['[', ']'];
  const parts: string[] = [];
  let length = 0;
  for (const entry of node.entries) {
    const text = inlineEntry(entry, room - length);
    if (text === undefined || (length += text.length) > room) return undefined;
    parts.push(text);
  }
  return `${open}${parts.join(', ')}${close}`;
}

function inlineEntry({ key, value }: Entry, room: number): string | undefined {
  const text = inline(value, room);
  if (key === undefined || text === undefined) return text;
  const name = scalarText(key, true);
  return name.length > LONGEST_KEY ? undefined : `${name}:${text === '' ? '' : ` ${text}`}`;
}
