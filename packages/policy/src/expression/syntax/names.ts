// SPDX-License-Identifier: Apache-2.0
import type { Reader } from './reader.ts';
import { refuse } from './refusal.ts';
import type { Token } from './tokens.ts';

/** Words that are no names, nor names of members (cel-spec, "Syntax", KEYWORD). */
export const KEYWORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

/** Identifiers CEL keeps for itself (RESERVED); members may have them as names. */
export const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

/** Whether a member or a part of a message's name may be called so (SELECTOR). */
export const isName = ({ kind, text }: Token): boolean => kind === 'word' && !KEYWORDS.has(text);

/** The name of a member; in backticks it may hold more than letters. */
export function parseField(reader: Reader): string {
  const token = reader.peek();
  if (token.kind === 'name' && !reader.dialect.quotedNames) refuse(token, 'names in backticks are not spoken here');
  if (token.kind !== 'name' && !isName(token)) reader.fail('name');
  reader.next();
  return token.kind === 'name' ? token.text.slice(1, -1) : token.text;
}

/** Whether a `?` of an optional value is next, which is read then. */
export function takeOptional(reader: Reader): boolean {
  const token = reader.take('?');
  if (token && !reader.dialect.optionals) refuse(token, 'optional values are not spoken here');
  return token !== undefined;
}
