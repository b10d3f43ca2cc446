// SPDX-License-Identifier: Apache-2.0
import type { Slot } from '@assay/core/pdp';
import type { Literal, Range } from './ast.ts';
import type { Declaration } from './functions/declaration.ts';
import type { Type } from './types.ts';

/** A checked expression: every name found, every overload chosen. What remains is to put strings, lists and slots into pools. */
export type Typed = Range & { readonly type: Type } & (
    | { readonly kind: 'literal'; readonly value: Literal }
    /** An attribute; its place is the path of an input and of the members selected from it. `key` is its name as written: `iga.manager`. */
    | {
        readonly kind: 'read';
        readonly name: string;
        readonly root: Slot['root'];
        readonly path: readonly string[];
        readonly key: string;
        /** The input may be absent as a whole. */
        readonly maybe?: true;
      }
    | { readonly kind: 'variable'; readonly name: string }
    /** What a macro binds; `id` tells it from others of its name. */
    | { readonly kind: 'local'; readonly name: string; readonly id: number }
    /** A type as a value: `int`. */
    | { readonly kind: 'typename'; readonly name: string }
    | {
        readonly kind: 'select';
        readonly operand: Typed;
        readonly field: string;
        readonly test: boolean;
        /** Written `a.?b`: an optional value, which has none where the member is not there. */
        readonly optional?: true;
        /** The type of the member: of the whole, unless it only tests or is optional. */
        readonly of: Type;
        readonly key?: string;
        /** Where the member stands, from the root, when not under its own name. */
        readonly path?: readonly string[];
      }
    | Apply
    | { readonly kind: 'list'; readonly items: readonly Typed[]; readonly optional: readonly number[] }
    | {
        readonly kind: 'map';
        readonly entries: readonly { readonly key: Typed; readonly value: Typed; readonly optional: boolean }[];
      }
    | TypedComprehension
    | { readonly kind: 'error' }
  );

/** A call of a function or operator, the receiver first among its operands. */
export interface Apply {
  readonly kind: 'apply';
  readonly name: string;
  readonly receiver: boolean;
  /** Every overload the types of the operands allow: several where the type of one is not known. */
  readonly overloads: readonly Declaration[];
  /** What the first overload takes, its type parameters found. */
  readonly params: readonly Type[];
  readonly args: readonly Typed[];
  /** The operator of the table, where the overloads have one in common. */
  readonly op: string;
  readonly key?: string;
}

/** The operator of a call that is chosen at run time, by the values. */
export const DISPATCH = 'dispatch';

/** A local name, as expressions of a comprehension refer to it. */
export interface Local {
  readonly name: string;
  readonly id: number;
}

export interface TypedComprehension {
  readonly kind: 'comprehension';
  readonly macro: string;
  readonly range: Typed;
  readonly variable: Local;
  readonly variable2?: Local;
  readonly accumulator: Local;
  readonly init: Typed;
  readonly condition: Typed;
  readonly step: Typed;
  readonly result: Typed;
}

export type Node<K extends Typed['kind']> = Extract<Typed, { kind: K }>;

/** The value of a literal that JSON has; undefined for anything else, also for an int beyond 2^53-1. */
export function constantOf(typed: Typed | undefined): string | number | boolean | null | undefined {
  if (typed?.kind !== 'literal') return undefined;
  const { value } = typed;
  switch (value.type) {
    case 'null':
      return null;
    case 'int':
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : undefined;
    case 'uint':
    case 'bytes':
      return undefined;
    default:
      return value.value;
  }
}

/** The expressions a checked expression is made of. */
export function partsOf(typed: Typed): readonly Typed[] {
  switch (typed.kind) {
    case 'select':
      return [typed.operand];
    case 'apply':
      return typed.args;
    case 'list':
      return typed.items;
    case 'map':
      return typed.entries.flatMap(({ key, value }) => [key, value]);
    case 'comprehension':
      return [typed.range, typed.init, typed.condition, typed.step, typed.result];
    default:
      return [];
  }
}

/** Whether a part of the expression was reported, here or where it is defined: such an expression is not compiled. */
export function hasMistake(typed: Typed): boolean {
  return typed.type.kind === 'error' || partsOf(typed).some(hasMistake);
}

/** The expression with `change` made to the expressions it is made of. */
export function withParts(typed: Typed, change: (part: Typed) => Typed): Typed {
  switch (typed.kind) {
    case 'select':
      return { ...typed, operand: change(typed.operand) };
    case 'apply':
      return { ...typed, args: typed.args.map(change) };
    case 'list':
      return { ...typed, items: typed.items.map(change) };
    case 'map':
      return {
        ...typed,
        entries: typed.entries.map((entry) => ({ ...entry, key: change(entry.key), value: change(entry.value) })),
      };
    case 'comprehension':
      return {
        ...typed,
        range: change(typed.range),
        init: change(typed.init),
        condition: change(typed.condition),
        step: change(typed.step),
        result: change(typed.result),
      };
    default:
      return typed;
  }
}
