// SPDX-License-Identifier: Apache-2.0
import type { CharSet } from './char-set.ts';
import { mistake } from './mistake.ts';
import type { Node } from './node.ts';

/**
 * One step of a program: to read a character and go on with the next step; to go on with the next and with another one; with another one only; to
 * go on only at such a place; to have found a match.
 */
export type Step =
  | { readonly do: 'read'; readonly set: CharSet }
  | { readonly do: 'fork' | 'jump'; to: number }
  | { readonly do: 'check'; readonly is: number }
  | { readonly do: 'match' };

/** What the time to match a text grows with. `[a-z]{0,1000}` is within it. */
export const MAX_STEPS = 2_500;

/** The steps of a regular expression (Thompson's construction). Throws PatternMistake for one that has too many. */
export function assemble(node: Node): readonly Step[] {
  const steps: Step[] = [];
  const add = <S extends Step>(step: S): S => {
    if (steps.length >= MAX_STEPS)
      return mistake(`it is too large: more than ${MAX_STEPS} steps, repetitions written out`, 0);
    steps.push(step);
    return step;
  };
  /** A step to elsewhere, not known yet. */
  const branch = (kind: 'fork' | 'jump'): Extract<Step, { do: 'fork' | 'jump' }> => add({ do: kind, to: 0 });
  const here = (): number => steps.length;

  const emit = (part: Node): void => {
    switch (part.kind) {
      case 'chars':
        add({ do: 'read', set: part.set });
        return;
      case 'place':
        add({ do: 'check', is: part.is });
        return;
      case 'sequence':
        part.parts.forEach(emit);
        return;
      case 'choice':
        emitChoice(part.parts);
        return;
      case 'repeat':
        emitRepeat(part.of, part.min, part.max);
        return;
      default:
        part satisfies never;
    }
  };

  const emitChoice = (parts: readonly Node[]): void => {
    const ends = parts.slice(0, -1).map((part) => {
      const next = branch('fork');
      emit(part);
      const end = branch('jump');
      next.to = here();
      return end;
    });
    parts.slice(-1).forEach(emit);
    for (const end of ends) end.to = here();
  };

  const emitRepeat = (part: Node, min: number, max: number | undefined): void => {
    let start = here();
    for (let i = 0; i < min; i++) {
      start = here();
      emit(part);
      // however often nothing is repeated, it is nothing
      if (here() === start) return;
    }
    if (max === undefined && min > 0) branch('fork').to = start;
    else if (max === undefined) emitLoop(part);
    else emitOptional(part, max - min);
  };

  const emitLoop = (part: Node): void => {
    const start = here();
    const out = branch('fork');
    emit(part);
    branch('jump').to = start;
    out.to = here();
  };

  const emitOptional = (part: Node, times: number): void => {
    const outs = Array.from({ length: times }, () => {
      const out = branch('fork');
      emit(part);
      return out;
    });
    for (const out of outs) out.to = here();
  };

  emit(node);
  add({ do: 'match' });
  return steps;
}
