// SPDX-License-Identifier: Apache-2.0
import type { Ir, SlotType } from '@assay/core/pdp';
import type { Typed } from '../expression/typed.ts';
import type { Type } from '../expression/types.ts';
import { listOf, type Pools } from './pools.ts';

/** The index of a variable of the policy, by its name. */
export type VariableIndex = (name: string) => number;

type Apply = Extract<Typed, { kind: 'apply' }>;

/** The prefix form of a checked expression, its strings, lists and attributes put into `pools`. An expression with mistakes must not get here. */
export function lower(typed: Typed, pools: Pools, variable: VariableIndex): Ir {
  const down = (part: Typed): Ir => lower(part, pools, variable);
  switch (typed.kind) {
    case 'literal':
      return literal(typed.value, pools);
    case 'read':
      return ['slot', slotOf(typed, pools)];
    case 'variable':
      return ['var', variable(typed.name)];
    case 'apply':
      return apply(typed, pools, down);
    case 'error':
      throw new Error('an expression with mistakes was compiled');
    default:
      return typed satisfies never;
  }
}

function literal(value: string | number | boolean | null, pools: Pools): Ir {
  switch (typeof value) {
    case 'string':
      return ['str', pools.strings.add(value)];
    case 'number':
      // JSON, as canonicalised, has no negative zero
      return ['num', value === 0 ? 0 : value];
    case 'boolean':
      return ['bool', value];
    default:
      return ['null'];
  }
}

function apply(typed: Apply, pools: Pools, down: (part: Typed) => Ir): Ir {
  const [first, second] = typed.args;
  switch (typed.op) {
    case 'has':
      return first?.kind === 'read' ? ['has', slotOf(first, pools)] : unexpected(typed);
    case 'field':
    case 'has_field':
      return first && second?.kind === 'literal' && typeof second.value === 'string'
        ? [typed.op, down(first), pools.strings.add(second.value)]
        : unexpected(typed);
    case 'make_list': {
      const values = literalList(typed.args);
      return values?.every((value) => typeof value === 'string')
        ? ['list', listOf(values, pools)]
        : ['make_list', ...typed.args.map(down)];
    }
    default:
      return [typed.op, ...typed.args.map(down)];
  }
}

function slotOf(typed: Extract<Typed, { kind: 'read' }>, pools: Pools): number {
  return pools.slots.add({ root: typed.root, path: typed.path, type: slotTypeOf(typed.type) });
}

/** The values of a list of literals that are all strings or all numbers. */
export function literalList(items: readonly Typed[]): readonly (string | number)[] | undefined {
  const values = items.map((item) => (item.kind === 'literal' ? item.value : undefined));
  if (values.every((value) => typeof value === 'string')) return values;
  return values.every((value) => typeof value === 'number')
    ? values.map((value) => (value === 0 ? 0 : value))
    : undefined;
}

/** What the run time checks of a value of this type when it reads it. */
export function slotTypeOf(type: Type): SlotType {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
      return type.kind;
    case 'list':
      return LIST_TYPES[type.of.kind] ?? 'list';
    case 'map':
    case 'record':
      return 'map';
    default:
      return 'dyn';
  }
}

const LIST_TYPES: { readonly [K in Type['kind']]?: SlotType } = {
  string: 'strings',
  int: 'ints',
  double: 'doubles',
  bool: 'bools',
};

function unexpected(typed: Apply): never {
  throw new Error(`an operation \`${typed.op}\` was built with other operands than it has`);
}
