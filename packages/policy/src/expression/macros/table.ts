// SPDX-License-Identifier: Apache-2.0
import type { Macro } from '../env.ts';
import { HAS } from './has.ts';
import { CONDITIONAL, CONJUNCTION, DISJUNCTION } from './logic.ts';

/** Every macro, and the operators that do not evaluate all of their operands. */
export const MACROS: readonly Macro[] = [HAS, CONJUNCTION, DISJUNCTION, CONDITIONAL];

/** The macro `name`, called on a receiver or not. */
export function macroOf(name: string, receiver: boolean): Macro | undefined {
  return MACROS.find((macro) => macro.name === name && macro.receiver === receiver);
}
