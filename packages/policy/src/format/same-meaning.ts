// SPDX-License-Identifier: Apache-2.0
import { Lexer } from 'yaml';
import type { YamlNode } from '../document/yaml-node.ts';

/** Whether two documents hold the same data, whatever the order of their keys. */
export function sameData(a: YamlNode, b: YamlNode): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.value === b.value && (a.text === b.text || a.value === null);
  if (a.kind === 'list') {
    if (b.kind !== 'list' || a.items.length !== b.items.length) return false;
    return a.items.every((item, index) => {
      const other = b.items[index];
      return other !== undefined && sameData(item, other);
    });
  }
  if (a.kind !== 'map' || b.kind !== 'map' || a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map(({ key, value }) => [key.value, value]));
  return a.entries.every(({ key, value }) => {
    const other = others.get(key.value);
    return other !== undefined && sameData(value, other);
  });
}

/** What the library's lexer says before a scalar. */
const SCALAR = '\u001f';

/** Every comment of `text`, in alphabetical order. */
export function commentsOf(text: string): readonly string[] {
  const comments: string[] = [];
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && before !== SCALAR) comments.push(lexeme.trimEnd());
    before = lexeme;
  }
  return comments.toSorted();
}
