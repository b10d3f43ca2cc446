// SPDX-License-Identifier: Apache-2.0
import type { Ast, Literal } from '../ast.ts';
import { errorAt, type Env } from './env.ts';
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

/** A literal with its type. A string that is not well-formed Unicode is refused: it has no UTF-8, and no canonical JSON. */
export function checkLiteral(node: Extract<Ast, { kind: 'literal' }>, env: Env): Typed {
  const { value, start, end } = node;
  if (value.type === 'string' && !value.value.isWellFormed()) {
    const [message, help] = ['a string literal must be well-formed Unicode', 'remove the lone surrogate'];
    env.report('unsupported-expression', node, message, help);
    return errorAt(node);
  }
  if (value.type === 'double' && !Number.isFinite(value.value)) {
    const [message, help] = ['expected a double that has a finite value', 'write a smaller number'];
    env.report('unsupported-expression', node, message, help);
    return errorAt(node);
  }
  return { kind: 'literal', value, type: TYPES[value.type], start, end };
}
