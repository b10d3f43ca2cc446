// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { isExpression, memberSchema } from '../document/schema-walk.ts';
import { cursorAt } from './cursor.ts';
import { functionsIn, methodsOf, splitName, type FunctionHelp } from './functions.ts';
import type { Named } from './named.ts';
import { namesAt, type EditorContext, type Names } from './names.ts';
import { operandsAt, receiverOf } from './receiver.ts';
import { schemaAt, schemaOfText } from './schema-at.ts';
import { writtenAt, type Written } from './written.ts';

/** What is said of the word at a place, in Markdown, and where that word stands. */
export interface Hover {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is known of the key, or of the name or the function in an expression, at `offset`. */
export function hoverAt(context: EditorContext, offset: number): Hover | undefined {
  const { text } = context;
  const start = offset - (/[\w.]*$/.exec(text.slice(Math.max(0, offset - LONGEST), offset))?.[0].length ?? 0);
  const end = offset + (/^\w*/.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 0);
  const root = start === end ? undefined : schemaOfText(text);
  if (root === undefined) return undefined;
  const word = text.slice(start, end);
  const cursor = cursorAt(text, end);
  const { path, key } = cursor;
  const schema = schemaAt(root, path);
  const below = schema && (key === undefined ? memberSchema(schema, word) : memberSchema(schema, key));
  const value = key === undefined && schema && isExpression(schema) ? schema : below;
  if (value === undefined) return undefined;
  if (key === undefined && value !== schema) {
    const about = own(value, 'description');
    return typeof about === 'string' ? { start, end, text: `**${word}**: ${about}` } : undefined;
  }
  if (!isExpression(value)) return undefined;
  const written = writtenAt(cursor.before);
  if (written === undefined) return undefined;
  const isCalled = /^\s*\(/.test(text.slice(end, end + LONGEST));
  const help = isCalled ? functionAt(written, () => namesAt(context, path)) : undefined;
  if (isCalled) return help && { start: end - written.word.length, end, text: functionText(help) };
  const found = nameAt(written, namesAt(context, path));
  if (found === undefined) return undefined;
  // behind what is more than a name, the word stands for itself
  const shown = word.startsWith('.') ? written.word : word;
  const about = found.about === undefined ? '' : `\n\n${found.about}`;
  return { start: end - shown.length, end, text: `\`${shown}\`: ${found.type}${about}` };
}

const LONGEST = 256;

function nameAt(written: Written, names: Names): Named | undefined {
  const members = written.receiver === undefined ? operandsAt(written, names) : receiverOf(written, names)?.members;
  return members?.get(written.word)?.();
}

/** The function that is called; of a method, the ways to call it on what it is called on. */
function functionAt(written: Written, namesHere: () => Names): FunctionHelp | undefined {
  const { receiver, word } = written;
  const found = functionsIn(receiver ?? '').find(({ name }) => splitName(name)[1] === word);
  if (found !== undefined || receiver === undefined) return found;
  const of = receiverOf(written, namesHere())?.of;
  return of && methodsOf(of).find(({ name }) => name === word);
}

function functionText({ signatures, text, example }: FunctionHelp): string {
  const parts = [signatures.map((signature) => `\`${signature}\``).join('  \n'), text, `for example \`${example}\``];
  return parts.filter((part) => part !== '').join('\n\n');
}
