// SPDX-License-Identifier: Apache-2.0
import type { Literal } from '../ast.ts';
import { quote } from '../../diagnostics/quote.ts';
import { refuse } from './refusal.ts';
import type { Token } from './tokens.ts';

/** A piece of a literal: text as it stands, or a character (in bytes: one byte) that was escaped. */
type Piece = string | number;

/**
 * The value of a string or bytes literal (cel-spec, "String and Bytes Values"): escapes read unless it is raw, line breaks made `\n`.
 * Refuses an escape that CEL does not have, and half of a surrogate pair, which has no UTF-8.
 */
export function stringLiteral(token: Token): Literal {
  const [prefix = ''] = /^[bBrR]*/.exec(token.text) ?? [];
  const isBytes = /b/i.test(prefix);
  const marks = /^(?:"""|''')/.test(token.text.slice(prefix.length)) ? 3 : 1;
  const from = prefix.length + marks;
  const body = token.text.slice(from, -marks);
  if (!body.isWellFormed()) {
    refuse(token, 'the literal holds half of a character (a lone surrogate)', 'remove it');
  }
  const pieces = /r/i.test(prefix) ? [lines(body)] : unescaped(body, isBytes, token.start + from);
  if (!isBytes) return { type: 'string', value: pieces.map(textOf).join('') };
  return { type: 'bytes', value: Uint8Array.from(pieces.flatMap(bytesOf)) };
}

const lines = (text: string): string => text.replace(/\r\n?/g, '\n');
const textOf = (piece: Piece): string => (typeof piece === 'number' ? String.fromCodePoint(piece) : piece);
const bytesOf = (piece: Piece): readonly number[] =>
  typeof piece === 'number' ? [piece] : [...new TextEncoder().encode(piece)];

/** `body` with its escapes read; it begins at `offset` of the expression. */
function unescaped(body: string, isBytes: boolean, offset: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let position = 0;
  while (position < body.length) {
    const backslash = body.indexOf('\\', position);
    if (backslash === -1) return [...pieces, lines(body.slice(position))];
    if (backslash > position) pieces.push(lines(body.slice(position, backslash)));
    ESCAPE.lastIndex = backslash;
    const found = ESCAPE.exec(body);
    const end = found ? ESCAPE.lastIndex : backslash + 1 + firstOf(body.slice(backslash + 1)).length;
    const escape = { text: body.slice(backslash, end), start: offset + backslash, end: offset + end };
    pieces.push(found ? codeOf(found, isBytes, escape) : noEscape(escape));
    position = end;
  }
  return pieces;
}

const ESCAPE =
  /\\(?:(?<simple>[abfnrtv\\'"`?])|[xX](?<byte>[0-9a-fA-F]{2})|(?:u(?<unicode>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8}))|(?<octal>[0-3][0-7]{2}))/y;

const SIMPLE: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['b', 8],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);

interface Escape {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function codeOf(found: RegExpExecArray, isBytes: boolean, escape: Escape): number {
  const { simple, byte, unicode, long, octal } = found.groups ?? {};
  if (simple !== undefined) return SIMPLE.get(simple) ?? simple.charCodeAt(0);
  if (octal !== undefined) return Number.parseInt(octal, 8);
  if (byte !== undefined) return Number.parseInt(byte, 16);
  if (isBytes) refuse(escape, `${quote(escape.text)} is a character, and bytes have none`, 'write its bytes: `\\x41`');
  const code = Number.parseInt(unicode ?? long ?? '', 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    refuse(escape, `${quote(escape.text)} is no character of Unicode`);
  }
  return code;
}

function noEscape(escape: Escape): never {
  const help = 'write `\\\\` for a backslash, or a raw string: `r"..."`';
  return refuse(escape, `${quote(escape.text)} is no escape of CEL`, help);
}

const firstOf = (text: string): string => {
  const code = text.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
};
