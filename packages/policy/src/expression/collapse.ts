// SPDX-License-Identifier: Apache-2.0
import { accessOf } from './check/select.ts';
import { constantOf, withParts, type Typed } from './typed.ts';
import { isMap } from './types.ts';

/**
 * The expression with every chain of members from an input as one read, whatever its length: the run time finds it in one go, keeps it for
 * the decision, and an explanation names it. An index that is a literal string, on a map or on JSON of unknown type, is a member too.
 */
export function collapse(typed: Typed): Typed {
  const inner = withParts(typed, collapse);
  if (inner.kind === 'select') {
    const { operand, field, path, key, test, optional, type, start, end } = inner;
    if (test || optional || operand.kind !== 'read') return inner;
    return { ...operand, path: path ?? [...operand.path, field], key: key ?? field, type, start, end };
  }
  if (inner.kind !== 'apply' || inner.name !== '_[_]') return inner;
  const [operand, index] = inner.args;
  const field = constantOf(index);
  if (operand?.kind !== 'read' || typeof field !== 'string') return inner;
  if (!isMap(operand.type) && operand.type.kind !== 'dyn') return inner;
  const { type, start, end } = inner;
  const key = operand.key + accessOf(field);
  return { ...operand, path: [...operand.path, field], key, type, start, end };
}
