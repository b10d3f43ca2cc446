// SPDX-License-Identifier: Apache-2.0
import type { Ast } from './ast.ts';
import { errorAt, type Env } from './env.ts';
import { LATER } from './later.ts';
import type { Typed } from './typed.ts';
import { BOOL, DOUBLE, INT, NULL, STRING } from './types.ts';

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** A literal with its type. The run time computes with JSON's numbers, so an int beyond 2^53-1 is refused, and so is a double JSON cannot write. */
export function checkLiteral(node: Extract<Ast, { kind: 'literal' }>, env: Env): Typed {
  const { value: literal, start, end } = node;
  const refused = (message: string, help: string): Typed => {
    env.report('unsupported-expression', node, message, help);
    return errorAt(node);
  };
  switch (literal.type) {
    case 'string':
      // a lone surrogate has no UTF-8, and no canonical JSON
      if (!literal.value.isWellFormed())
        return refused('a string literal must be well-formed Unicode', 'remove the lone surrogate');
      return { kind: 'literal', value: literal.value, type: STRING, start, end };
    case 'int':
      if (literal.value > SAFE || literal.value < -SAFE)
        return refused(`expected an int between -${SAFE} and ${SAFE}`, LATER);
      return { kind: 'literal', value: Number(literal.value), type: INT, start, end };
    case 'double':
      if (!Number.isFinite(literal.value))
        return refused('expected a double that has a finite value', 'write a smaller number');
      return { kind: 'literal', value: literal.value, type: DOUBLE, start, end };
    case 'bool':
      return { kind: 'literal', value: literal.value, type: BOOL, start, end };
    case 'null':
      return { kind: 'literal', value: null, type: NULL, start, end };
    case 'uint':
      return refused('an unsigned literal (`5u`) is not supported', LATER);
    case 'bytes':
      return refused('a bytes literal (`b"..."`) is not supported', LATER);
    default:
      return literal satisfies never;
  }
}
