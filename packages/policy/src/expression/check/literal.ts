// SPDX-License-Identifier: Apache-2.0
import type { Ast, Literal } from '../ast.ts';
import type { Typed } from '../typed.ts';
import { BOOL, BYTES, DOUBLE, INT, NULL, STRING, UINT, type Type } from '../types.ts';

const TYPES: { readonly [T in Literal['type']]: Type } = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  int: INT,
  null: NULL,
  string: STRING,
  uint: UINT,
};

/** A literal with its type; the parser has already refused what has no canonical JSON. */
export function checkLiteral(node: Extract<Ast, { kind: 'literal' }>): Typed {
  const { value, start, end } = node;
  return { kind: 'literal', value, type: TYPES[value.type], start, end };
}
