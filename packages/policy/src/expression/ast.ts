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

/**
 * An expression with its macros expanded. Operators are calls by the names of the CEL specification (`_==_`, `@in`, `_?_:_`, `_[_]`, and
 * `_?._`, `_[?_]` of optional values); `&&` and `||` have two or more arguments. `has(a.b)` is a selection that only tests.
 */
export type Ast = Range &
  (
    | { readonly kind: 'literal'; readonly value: Literal }
    /** A name that begins with a dot stands at the root (cel-spec, "Name Resolution"). */
    | { readonly kind: 'ident'; readonly name: string }
    | {
        readonly kind: 'select';
        readonly operand: Ast;
        readonly field: string;
        readonly fieldRange: Range;
        readonly test?: true;
      }
    | { readonly kind: 'call'; readonly name: string; readonly target?: Ast; readonly args: readonly Ast[] }
    /** `optional` are the places of the items written `?item`. */
    | { readonly kind: 'list'; readonly items: readonly Ast[]; readonly optional: readonly number[] }
    | { readonly kind: 'map'; readonly entries: readonly MapEntry[] }
    | { readonly kind: 'message'; readonly name: string; readonly fields: readonly MessageField[] }
    | Comprehension
  );

export interface MapEntry {
  readonly key: Ast;
  readonly value: Ast;
  readonly optional: boolean;
}

export interface MessageField extends Range {
  readonly name: string;
  readonly value: Ast;
  readonly optional: boolean;
}

/**
 * What a macro over a list or map becomes (cel-spec, "Macros"): the accumulator begins as `init`, and for every item of `range`, as long as
 * `condition` is not false, becomes `step`; the whole is `result`. `variable2` is the second variable of the two-variable macros.
 */
export interface Comprehension {
  readonly kind: 'comprehension';
  /** The macro that was written: `all`, `cel.bind`. */
  readonly macro: string;
  readonly range: Ast;
  readonly variable: string;
  readonly variable2?: string;
  readonly accumulator: string;
  readonly init: Ast;
  readonly condition: Ast;
  readonly step: Ast;
  readonly result: Ast;
}

/** A literal with its CEL type; an int keeps all its digits. */
export type Literal =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'null' };

/** The expressions an expression is made of. */
export function childrenOf(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'select':
      return [ast.operand];
    case 'call':
      return ast.target ? [ast.target, ...ast.args] : ast.args;
    case 'list':
      return ast.items;
    case 'map':
      return ast.entries.flatMap(({ key, value }) => [key, value]);
    case 'message':
      return ast.fields.map(({ value }) => value);
    case 'comprehension':
      return [ast.range, ast.init, ast.condition, ast.step, ast.result];
    default:
      return [];
  }
}
