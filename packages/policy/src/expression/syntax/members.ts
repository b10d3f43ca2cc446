// SPDX-License-Identifier: Apache-2.0
import { rangeOf, type Ast } from '../ast.ts';
import { parseCall, type ParseExpression } from './calls.ts';
import { parseField, takeOptional } from './names.ts';
import { parsePrimary } from './primary.ts';
import type { Part, Reader } from './reader.ts';

/** A value, and what is read of it: `a.b`, `a.?b`, `a.f(x)`, `a[x]`, `a[?x]`. */
export function parseMember(reader: Reader, parse: ParseExpression): Part {
  let left = parsePrimary(reader, parse);
  for (;;) {
    if (reader.sees('[')) left = parseIndex(reader, left, parse);
    else if (reader.take('.')) left = parseSelection(reader, left, parse);
    else return left;
  }
}

function parseIndex(reader: Reader, operand: Part, parse: ParseExpression): Part {
  const [[name, index], close] = reader.within(
    ']',
    'operator',
    () => [takeOptional(reader) ? '_[?_]' : '_[_]', parse(reader)] as const,
  );
  const range = { start: operand.start, end: close.end };
  return reader.part({ kind: 'call', name, args: [operand.ast, index.ast], ...range }, range, [operand, index]);
}

function parseSelection(reader: Reader, operand: Part, parse: ParseExpression): Part {
  const isOptional = takeOptional(reader);
  const token = reader.peek();
  const field = parseField(reader);
  const range = { start: operand.start, end: token.end };
  if (isOptional) {
    const key = reader.part({ kind: 'literal', value: { type: 'string', value: field }, ...rangeOf(token) }, token);
    return reader.part({ kind: 'call', name: '_?._', args: [operand.ast, key.ast], ...range }, range, [operand, key]);
  }
  if (token.kind === 'word' && reader.sees('(')) {
    return parseCall(reader, parse, { name: field, target: operand, start: range.start });
  }
  const ast: Ast = { kind: 'select', operand: operand.ast, field, fieldRange: rangeOf(token), ...range };
  return reader.part(ast, range, [operand]);
}
