// SPDX-License-Identifier: Apache-2.0
import type { Range } from '../ast.ts';
import { buildAt } from './macros/build.ts';
import { macroOf, type Macro } from './macros/macro.ts';
import type { Part, Reader } from './reader.ts';

/** Parses what may stand in brackets; handed down, because brackets hold whole expressions. */
export type ParseExpression = (reader: Reader) => Part;

/** A call whose name and receiver have been read. */
export interface Callee {
  readonly name: string;
  readonly target?: Part;
  /** Where the call begins. */
  readonly start: number;
}

/** The rest of a call: its arguments. A macro is expanded. */
export function parseCall(reader: Reader, parse: ParseExpression, { name, target, start }: Callee): Part {
  const [args, close] = reader.within(')', 'argument', () => {
    const list: Part[] = [];
    if (reader.sees(')')) return list;
    do list.push(parse(reader));
    while (reader.take(','));
    return list;
  });
  const range: Range = { start, end: close.end };
  const written = { args: args.map(({ ast }) => ast), ...(target && { target: target.ast }), ...range };
  const macro = macroOf(reader.dialect.macros, name, written);
  const parts = target ? [target, ...args] : args;
  if (macro === undefined) return reader.part({ kind: 'call', name, ...written }, range, parts);
  const full = fullName(macro);
  const call = { ...written, name: full, usage: macro.usage, textOf: reader.textOf };
  return reader.part(macro.expand(call, buildAt(range, full)), range, parts);
}

const fullName = ({ name, on }: Macro): string => (on === undefined || on === 'value' ? name : `${on}.${name}`);
