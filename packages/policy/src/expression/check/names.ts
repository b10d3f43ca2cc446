// SPDX-License-Identifier: Apache-2.0
import type { Ast } from '../ast.ts';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  opaque,
  STRING,
  TIMESTAMP,
  UINT,
  type Type,
} from '../types.ts';

/** The types that have a name in expressions. */
export const TYPE_NAMES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['bool', BOOL],
  ['bytes', BYTES],
  ['double', DOUBLE],
  ['google.protobuf.Duration', DURATION],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['int', INT],
  ['list', listOf(DYN)],
  ['map', mapOf(DYN, DYN)],
  ['null_type', NULL],
  ['optional_type', opaque('optional_type')],
  ['string', STRING],
  ['type', opaque('type')],
  ['uint', UINT],
]);

/** The names a name may stand for, in the order they are tried: from the innermost namespace outwards (cel-spec, "Name Resolution"). */
export function candidates(name: string, container = ''): readonly string[] {
  if (name.startsWith('.')) return [name.slice(1)];
  const steps = container === '' ? [] : container.split('.');
  return [...steps.map((_, i) => [...steps.slice(0, steps.length - i), name].join('.')), name];
}

/** The dotted name a chain of selections spells, `a.b.c`; undefined for anything else. */
export function dottedName(node: Ast): string | undefined {
  if (node.kind === 'ident') return node.name;
  if (node.kind !== 'select' || node.test) return undefined;
  const operand = dottedName(node.operand);
  return operand === undefined ? undefined : `${operand}.${node.field}`;
}

/** The identifier a dotted name begins with. */
export function firstName(node: Ast): string | undefined {
  return node.kind === 'ident' ? node.name : node.kind === 'select' ? firstName(node.operand) : undefined;
}
