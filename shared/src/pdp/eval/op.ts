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

/** What an operator builds its closure with: its operands as closures, and the pools of the table. */
export interface Builder {
  readonly condition: (ir: Ir) => Condition;
  readonly value: (ir: Ir) => Value;
  /** The value of a literal operand, or undefined for one that has to be evaluated. */
  readonly literal: (
    ir: Ir,
  ) => string | number | boolean | null | readonly (string | number | boolean | null)[] | undefined;
  readonly text: (index: unknown) => string;
  readonly slot: (index: unknown) => Slot;
  /** An operand, ready to be read in the quickest way there is. */
  readonly operand: (ir: Ir) => Operand;
  /** How many places the slots of a frame have. */
  readonly places: number;
  readonly variable: (index: unknown) => Value;
  readonly list: (index: unknown) => readonly string[];
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

/** One operator: how many operands it takes, and how it becomes a closure. It yields a truth or a value, never both. */
export type Op = ConditionOp | ValueOp;

/** Operators by name. A table needs only those it uses, and an artefact holds only those. */
export type Ops = ReadonlyMap<string, Op>;
