// SPDX-License-Identifier: Apache-2.0

/** A range of the expression's text, in UTF-16 units, the end not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The range of a part, and nothing else of it. */
export function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** An expression as written: operators are calls (`_==_`, `@in`, `_?_:_`), macros are calls not yet expanded. */
export type Ast = Range &
  (
    | { readonly kind: 'literal'; readonly value: Literal }
    | { readonly kind: 'ident'; readonly name: string }
    | { readonly kind: 'select'; readonly operand: Ast; readonly field: string; readonly fieldRange: Range }
    | { readonly kind: 'call'; readonly name: string; readonly target?: Ast; readonly args: readonly Ast[] }
    | { readonly kind: 'list'; readonly items: readonly Ast[] }
    | { readonly kind: 'map'; readonly entries: readonly { readonly key: Ast; readonly value: Ast }[] }
    | { readonly kind: 'message'; readonly name: string }
  );

/** A literal with its CEL type; an int keeps all its digits until the checker has looked at it. */
export type Literal =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'null' };
