// SPDX-License-Identifier: Apache-2.0
import { parseMember } from './members.ts';
import { isSigned } from './numbers.ts';
import type { Part, Reader } from './reader.ts';

/** The infix operators, from the one that binds least; those of one row bind alike, from the left. */
const LEVELS: readonly ReadonlyMap<string, string>[] = [
  new Map([['||', '_||_']]),
  new Map([['&&', '_&&_']]),
  new Map([...['<', '<=', '>=', '>', '==', '!='].map((sign) => [sign, `_${sign}_`] as const), ['in', '@in'] as const]),
  new Map(['+', '-'].map((sign) => [sign, `_${sign}_`])),
  new Map(['*', '/', '%'].map((sign) => [sign, `_${sign}_`])),
];
/** Rows whose operators join any number of operands in one call. */
const JOINING = 2;

/** An expression: a conditional, or less (cel-spec, "Syntax"). Recursion is bounded by the levels the reader counts. */
export function parseConditional(reader: Reader): Part {
  const test = parseOperation(reader, 0);
  if (!reader.take('?')) return test;
  const yes = parseOperation(reader, 0);
  reader.expect(':', 'other-value');
  const no = reader.nested(() => parseConditional(reader));
  return call(reader, '_?_:_', [test, yes, no]);
}

function parseOperation(reader: Reader, level: number): Part {
  const row = LEVELS[level];
  if (row === undefined) return parseUnary(reader);
  let left = parseOperation(reader, level + 1);
  let operands = [left];
  for (let name = operatorOf(reader, row); name !== undefined; name = operatorOf(reader, row)) {
    reader.next();
    operands.push(parseOperation(reader, level + 1));
    if (level < JOINING) continue;
    left = call(reader, name, operands);
    operands = [left];
  }
  const [name = ''] = row.values();
  return operands.length > 1 ? call(reader, name, operands) : left;
}

function operatorOf(reader: Reader, row: ReadonlyMap<string, string>): string | undefined {
  const { kind, text } = reader.peek();
  return kind === 'symbol' || text === 'in' ? row.get(text) : undefined;
}

/** A run of `!` or of `-`: an even number of them is none. A single `-` before a number is part of the literal. */
function parseUnary(reader: Reader): Part {
  const first = reader.peek();
  const sign = first.kind === 'symbol' && (first.text === '!' || first.text === '-') ? first.text : undefined;
  if (sign === undefined || isSigned(reader)) return parseMember(reader, parseConditional);
  let count = 0;
  while (reader.take(sign)) count++;
  const operand = parseMember(reader, parseConditional);
  const range = { start: first.start, end: operand.end };
  if (count % 2 === 0) return { ...operand, ...range };
  return reader.part({ kind: 'call', name: `${sign}_`, args: [operand.ast], ...range }, range, [operand]);
}

function call(reader: Reader, name: string, operands: readonly Part[]): Part {
  const range = { start: operands[0]?.start ?? 0, end: operands.at(-1)?.end ?? 0 };
  return reader.part({ kind: 'call', name, args: operands.map(({ ast }) => ast), ...range }, range, operands);
}
