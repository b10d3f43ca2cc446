// SPDX-License-Identifier: Apache-2.0
import type { Ast, Comprehension, Range } from '../../ast.ts';

/** Makes the parts of a macro that nobody wrote; each has the range of the whole call. */
export interface Build {
  readonly bool: (value: boolean) => Ast;
  readonly int: (value: bigint) => Ast;
  readonly ident: (name: string) => Ast;
  readonly list: (...items: readonly Ast[]) => Ast;
  readonly emptyMap: () => Ast;
  readonly call: (name: string, ...args: readonly Ast[]) => Ast;
  readonly member: (target: Ast, name: string, ...args: readonly Ast[]) => Ast;
  /** A fold whose accumulator, unless it has another name, is `@result`: no expression can write that. */
  readonly fold: (fold: Fold) => Ast;
  /** A fold over nothing, whose result may read what `name` stands for. */
  readonly bind: (name: string, value: Ast, result: Ast) => Ast;
  /** The accumulator of a fold. */
  readonly accumulator: () => Ast;
}

export type Fold = Omit<Comprehension, 'kind' | 'macro' | 'accumulator'>;

const ACCUMULATOR = '@result';

/** The builder of the macro `macro` that is called at `range`. */
export function buildAt({ start, end }: Range, macro: string): Build {
  const at = { start, end };
  const ident = (name: string): Ast => ({ kind: 'ident', name, ...at });
  const list = (...items: readonly Ast[]): Ast => ({ kind: 'list', items, optional: [], ...at });
  const bool = (value: boolean): Ast => ({ kind: 'literal', value: { type: 'bool', value }, ...at });
  return {
    bool,
    int: (value) => ({ kind: 'literal', value: { type: 'int', value }, ...at }),
    ident,
    list,
    emptyMap: () => ({ kind: 'map', entries: [], ...at }),
    call: (name, ...args) => ({ kind: 'call', name, args, ...at }),
    member: (target, name, ...args) => ({ kind: 'call', name, target, args, ...at }),
    fold: (fold) => ({ kind: 'comprehension', macro, accumulator: ACCUMULATOR, ...fold, ...at }),
    bind: (name, value, result) => ({
      kind: 'comprehension',
      macro,
      range: list(),
      variable: '#unused',
      accumulator: name,
      init: value,
      condition: bool(false),
      step: ident(name),
      result,
      ...at,
    }),
    accumulator: () => ident(ACCUMULATOR),
  };
}
