// SPDX-License-Identifier: Apache-2.0
import type { Slot } from '@assay/core/pdp';
import type { Declaration } from './functions/declaration.ts';
import type { Type } from './types.ts';

/** A name an expression may read, and where the run time finds it. */
export interface Input {
  readonly root: Slot['root'];
  readonly path: readonly string[];
  readonly type: Type;
  readonly optional?: true;
}

/** Attributes known to be there, by their names as written: `iga.manager`. */
export type Facts = ReadonlySet<string>;
export const NO_FACTS: Facts = new Set();

/** What a variable is once checked: its type, and what is known to be there when it is true or false. */
export interface VariableType {
  readonly type: Type;
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

/** The names one expression may use. */
export interface Scope {
  readonly inputs: ReadonlyMap<string, Input>;
  readonly variables: ReadonlyMap<string, VariableType>;
  /** Names bound in other places, with the place: for a help line. */
  readonly elsewhere?: ReadonlyMap<string, string>;
  /** Set for what is no condition and cannot ask `has(...)` of itself: how the help line asks for the member it is given. */
  readonly askFirst?: (member: string) => string;
  /** The namespace names are looked up in first (cel-spec, "Name Resolution"). */
  readonly container?: string;
  /** The overloads of a function, called on a receiver or not: those of the language, if left out. */
  readonly overloads?: (name: string, receiver: boolean) => readonly Declaration[];
  /** Every operator may be chosen at run time, by the values: an operand of unknown type is not a likely mistake. */
  readonly dynamic?: true;
}
