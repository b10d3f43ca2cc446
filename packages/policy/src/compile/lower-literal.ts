// SPDX-License-Identifier: Apache-2.0
import type { Ir } from '@assay/core/pdp';
import type { Literal } from '../expression/ast.ts';
import { constantOf, type Typed } from '../expression/typed.ts';
import type { Pools } from './pools.ts';

/** A literal in prefix form: what JSON has no form for is text. */
export function literal(value: Literal, pools: Pools): Ir {
  switch (value.type) {
    case 'string':
      return ['str', pools.strings.add(value.value)];
    case 'double':
      // JSON, as canonicalised, has no negative zero
      return Object.is(value.value, -0) ? ['neg_double', ['num', 0]] : ['num', value.value];
    case 'int':
      return Number.isSafeInteger(Number(value.value))
        ? ['num', Number(value.value)]
        : ['int', pools.strings.add(String(value.value))];
    case 'uint':
      return ['uint', pools.strings.add(String(value.value))];
    case 'bytes':
      return ['bytes', pools.strings.add(Buffer.from(value.value).toString('hex'))];
    case 'bool':
      return ['bool', value.value];
    case 'null':
      return ['null'];
    default:
      return value satisfies never;
  }
}

/** The values of a list of literals that are all strings or all numbers. */
export function literalList(items: readonly Typed[]): readonly (string | number)[] | undefined {
  const values = items.map(constantOf);
  if (values.every((value) => typeof value === 'string')) return values;
  return values.every((value) => typeof value === 'number') ? values : undefined;
}
