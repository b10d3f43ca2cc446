// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { isExpression, memberSchema } from '../document/schema-walk.ts';
import { cursorAt } from './cursor.ts';
import { namesAt, type EditorContext, type Named } from './names.ts';
import { schemaAt, schemaOfText } from './schema-at.ts';

/** What is said of the word at a place, in Markdown, and where that word stands. */
export interface Hover {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is known of the key, or of the name in an expression, at `offset`. */
export function hoverAt(context: EditorContext, offset: number): Hover | undefined {
  const { text } = context;
  const start = offset - (/[\w.]*$/.exec(text.slice(Math.max(0, offset - LONGEST), offset))?.[0].length ?? 0);
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 0);
  const root = start === end ? undefined : schemaOfText(text);
  if (root === undefined) return undefined;
  const word = text.slice(start, end);
  const { path, key } = cursorAt(text, end);
  const schema = schemaAt(root, path);
  const below = schema && (key === undefined ? memberSchema(schema, word) : memberSchema(schema, key));
  const value = key === undefined && schema && isExpression(schema) ? schema : below;
  if (value === undefined) return undefined;
  if (key === undefined && value !== schema) {
    const about = own(value, 'description');
    return typeof about === 'string' ? { start, end, text: `**${word}**: ${about}` } : undefined;
  }
  const found = isExpression(value) ? follow(namesAt(context, path), word.split('.')) : undefined;
  return (
    found && { start, end, text: `\`${word}\`: ${found.type}${found.about === undefined ? '' : `\n\n${found.about}`}` }
  );
}

const LONGEST = 256;

function follow(names: Named['members'], [first = '', ...more]: readonly string[]): Named | undefined {
  const found = names.get(first)?.();
  return found === undefined || more.length === 0 ? found : follow(found.members, more);
}
