// SPDX-License-Identifier: Apache-2.0
import type { Ir, Slot } from '../table.ts';
import type { Condition, Value } from './frame.ts';

/**
 * An operand as `frame.slots[place] ?? read(frame)`: an attribute that was read before costs no call. What is no attribute has a place that
 * stays empty.
 */
export interface Operand {
  readonly place: number;
  readonly read: Value;
}

/** A constant of an expression. */
export type Constant = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** What an operator builds its closure with: its operands as closures, and the pools of the table. */
export interface Builder {
  readonly condition: (ir: Ir) => Condition;
  readonly value: (ir: Ir) => Value;
  /** The value of a literal operand, or undefined for one that has to be evaluated. */
  readonly literal: (ir: Ir) => Constant | undefined;
  readonly text: (index: unknown) => string;
  readonly slot: (index: unknown) => Slot;
  /** An operand, ready to be read in the quickest way there is. */
  readonly operand: (ir: Ir) => Operand;
  /** How many places the slots of a frame have. */
  readonly places: number;
  readonly variable: (index: unknown) => Value;
  readonly list: (index: unknown) => readonly string[];
  /** The operator `name`, to be applied to values. Throws ERR_TABLE_INVALID where there is none, or it is no function of values. */
  readonly pure: (name: unknown) => PureOp;
}

/** How many operands an operator takes; `many`: at least one, `any`: or none. */
type Arity = number | 'many' | 'any';

export interface ConditionOp {
  readonly operands: Arity;
  readonly condition: (operands: readonly Ir[], build: Builder, raw: Ir) => Condition;
}
export interface ValueOp {
  readonly operands: Arity;
  readonly value: (operands: readonly Ir[], build: Builder, raw: Ir) => Value;
}

/**
 * A function of values: one kind per operand (`KINDS`), and what it yields of them; undefined is an error, and so is anything thrown. It is
 * called with values of those kinds only, none of them an error, and after all it may take, with the `Meter` that pays for work its operands do not tell.
 */
export interface PureOp {
  readonly takes: string;
  /** What a call is charged, in steps, and once more for every step of what its operands and its result extend to (`extentOf`). */
  readonly weight: number;
  readonly pure: (...values: readonly unknown[]) => unknown;
}

/** One operator, and how it becomes a closure. It yields a truth or a value, never both; of values already computed it may be a function besides. */
export type Op = ConditionOp | ValueOp | PureOp;

/** Operators by name. A table needs only those it uses, and an artefact holds only those. */
export type Ops = ReadonlyMap<string, Op>;

/**
 * The functions of values a family has, each typed by what it takes: `{ starts_with: ['ss', (text, part) => ...] }`. Where no weight is given, what
 * takes numbers and truths alone has none, and anything else one.
 */
export function pureOps(
  family: Readonly<Record<string, readonly [takes: string, pure: (...values: never[]) => unknown, weight?: number]>>,
): readonly (readonly [string, PureOp])[] {
  return Object.entries(family).map(([name, [takes, pure, weight = /^[iudb]*$/.test(takes) ? 0 : 1]]) => [
    name,
    { takes, weight, pure: pure as PureOp['pure'] }, // sound: the builder checks every value against `takes`
  ]);
}
