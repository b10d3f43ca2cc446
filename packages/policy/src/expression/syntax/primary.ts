// SPDX-License-Identifier: Apache-2.0
import { rangeOf, type Ast, type Literal, type MapEntry, type MessageField, type Range } from '../ast.ts';
import { parseCall, type ParseExpression } from './calls.ts';
import { isName, parseField, RESERVED, takeOptional } from './names.ts';
import { isSigned, numberLiteral } from './numbers.ts';
import type { Part, Reader } from './reader.ts';
import { stringLiteral } from './strings.ts';
import type { Token } from './tokens.ts';

const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', { type: 'bool', value: true }],
  ['false', { type: 'bool', value: false }],
  ['null', { type: 'null' }],
]);

/** A value that is no operation: a literal, a name, a call of a function, or something in brackets. */
export function parsePrimary(reader: Reader, parse: ParseExpression): Part {
  const token = reader.peek();
  if (token.kind === 'number' || isSigned(reader)) return parseNumber(reader);
  if (token.kind === 'string') return literal(reader, stringLiteral(reader.next()), token);
  const word = token.kind === 'word' ? WORDS.get(token.text) : undefined;
  if (word) return literal(reader, word, reader.next());
  if (token.kind === 'word' || reader.sees('.')) return parseNamed(reader, parse);
  if (reader.sees('(')) return parseGroup(reader, parse);
  if (reader.sees('[')) return parseList(reader, parse);
  if (reader.sees('{')) return parseMap(reader, parse);
  return reader.fail('value');
}

function literal(reader: Reader, value: Literal, range: Range): Part {
  return reader.part({ kind: 'literal', value, ...rangeOf(range) }, range);
}

function parseNumber(reader: Reader): Part {
  const sign = reader.take('-');
  const token = reader.next();
  const range = { start: (sign ?? token).start, end: token.end };
  return literal(reader, numberLiteral((sign?.text ?? '') + token.text, range), range);
}

/** What begins with a name: a name, a call, a message. */
function parseNamed(reader: Reader, parse: ParseExpression): Part {
  const dot = reader.take('.');
  if (isMessage(reader)) return parseMessage(reader, dot, parse);
  const token = reader.peek();
  if (!isName(token)) reader.fail(dot ? 'name' : 'value');
  if (RESERVED.has(token.text)) reader.fail('value');
  reader.next();
  const name = (dot?.text ?? '') + token.text;
  const range = { start: (dot ?? token).start, end: token.end };
  if (reader.sees('(')) return parseCall(reader, parse, { name, start: range.start });
  return reader.part({ kind: 'ident', name, ...range }, range);
}

/** Whether names joined by dots come next, and `{` after them: `a.b.C{`. */
function isMessage(reader: Reader): boolean {
  let ahead = 0;
  while (isName(reader.peek(ahead)) && reader.peek(ahead + 1).text === '.') ahead += 2;
  const brace = reader.peek(ahead + 1);
  return isName(reader.peek(ahead)) && brace.kind === 'symbol' && brace.text === '{';
}

function parseMessage(reader: Reader, dot: Token | undefined, parse: ParseExpression): Part {
  const { start } = dot ?? reader.peek();
  let name = dot?.text ?? '';
  while (!reader.sees('{')) name += reader.next().text;
  const parts: Part[] = [];
  const [fields, close] = reader.within('}', 'item', () =>
    items(reader, '}', (): MessageField => {
      const first = reader.peek();
      const optional = takeOptional(reader);
      const field = parseField(reader);
      reader.expect(':', 'field-value');
      const value = parse(reader);
      parts.push(value);
      return { name: field, value: value.ast, optional, start: first.start, end: value.end };
    }),
  );
  const range = { start, end: close.end };
  return reader.part({ kind: 'message', name, fields, ...range }, range, parts);
}

/** A part in round brackets is the part, and reaches over the brackets. */
function parseGroup(reader: Reader, parse: ParseExpression): Part {
  const { start } = reader.peek();
  const [inner, close] = reader.within(')', 'operator', () => parse(reader));
  return { ...inner, start, end: close.end };
}

function parseList(reader: Reader, parse: ParseExpression): Part {
  const { start } = reader.peek();
  const optional: number[] = [];
  const [parts, close] = reader.within(']', 'item', () =>
    items(reader, ']', (index) => {
      if (takeOptional(reader)) optional.push(index);
      return parse(reader);
    }),
  );
  const range = { start, end: close.end };
  const ast: Ast = { kind: 'list', items: parts.map((part) => part.ast), optional, ...range };
  return reader.part(ast, range, parts);
}

function parseMap(reader: Reader, parse: ParseExpression): Part {
  const { start } = reader.peek();
  const parts: Part[] = [];
  const [entries, close] = reader.within('}', 'item', () =>
    items(reader, '}', (): MapEntry => {
      const optional = takeOptional(reader);
      const key = parse(reader);
      reader.expect(':', 'entry-value');
      const value = parse(reader);
      parts.push(key, value);
      return { key: key.ast, value: value.ast, optional };
    }),
  );
  const range = { start, end: close.end };
  return reader.part({ kind: 'map', entries, ...range }, range, parts);
}

/** Items up to the closing bracket, with commas between them and maybe one at the end, even when there is nothing else. */
function items<T>(reader: Reader, close: string, read: (index: number) => T): readonly T[] {
  const found: T[] = [];
  if (reader.take(',')) return found;
  while (!reader.sees(close)) {
    found.push(read(found.length));
    if (!reader.take(',')) break;
  }
  return found;
}
