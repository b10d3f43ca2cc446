// SPDX-License-Identifier: Apache-2.0
import type { parse } from '@bufbuild/cel';
import { rangeOf, type Ast, type Literal, type Range } from './ast.ts';
import type { Brackets, Token } from './tokens.ts';

type CelExpr = ReturnType<typeof parse>['expr'];
/** The two tables of the parser that are read here, by the id of a part. */
export type SourceInfo = Pick<NonNullable<ReturnType<typeof parse>['sourceInfo']>, 'positions' | 'macroCalls'>;

/** An expression above the limits. */
export class TooLarge extends Error {}

export interface Convertible {
  readonly tokens: readonly Token[];
  readonly brackets: Brackets;
  readonly limits: { readonly treeDepth: number; readonly nodes: number };
}

/**
 * Our tree of the parser's: the protobuf shapes end here. The parser gives each node the offset of one of its tokens (in UTF-16 units); the tokens
 * tell how far the node reaches. A macro the parser has expanded becomes the call it was. Throws TooLarge above the limits.
 */
export function convert(root: CelExpr, sourceInfo: SourceInfo, { tokens, brackets, limits }: Convertible): Ast {
  const tokenAt = new Map(tokens.map((token, index) => [token.start, index]));
  let nodes = 0;

  const indexOf = (expr: CelExpr): number => tokenAt.get(sourceInfo.positions[String(expr.id)] ?? 0) ?? 0;
  const token = (index: number): Range => rangeOf(tokens[index] ?? NOWHERE);
  /** From a bracket to its partner. */
  const bracketed = (index: number): Range => ({
    start: token(index).start,
    end: token(brackets.partner.get(index) ?? index).end,
  });

  /** What reaches from `first` to `last`, with the brackets opened or closed in between. */
  const covering = (first: Range, last: Range): Range => {
    let { start } = first;
    let { end } = last;
    for (let i = tokenAt.get(first.start) ?? 0; i < tokens.length && token(i).start < last.end; i++) {
      const partner = brackets.partner.get(i);
      if (partner === undefined) continue;
      start = Math.min(start, token(partner).start);
      end = Math.max(end, token(partner).end);
    }
    return { start, end };
  };

  const literal = (expr: CelExpr, value: Literal): Ast => {
    const index = indexOf(expr);
    // a negative literal is two tokens
    const { end } = token(tokens[index]?.text === '-' ? index + 1 : index);
    return { kind: 'literal', value, start: token(index).start, end };
  };

  const call = (
    expr: CelExpr,
    name: string,
    target: CelExpr | undefined,
    celArgs: readonly CelExpr[],
    depth: number,
  ): Ast => {
    const index = indexOf(expr);
    const args = celArgs.flatMap((arg) => flattened(name, node(arg, depth)));
    if (target) {
      const receiver = node(target, depth);
      return { kind: 'call', name, target: receiver, args, ...covering(receiver, bracketed(index + 2)) };
    }
    const [first, last] = [args[0], args.at(-1)];
    if (name === '_[_]' && first) return { kind: 'call', name, args, ...covering(first, bracketed(index)) };
    if ((name === '!_' || name === '-_') && last) return { kind: 'call', name, args, ...covering(token(index), last) };
    if (isOperator(name) && first && last) return { kind: 'call', name, args, ...covering(first, last) };
    return { kind: 'call', name, args, start: token(index).start, end: bracketed(index + 1).end };
  };

  const node = (expr: CelExpr | undefined, above: number): Ast => {
    const depth = above + 1;
    if (++nodes > limits.nodes) throw new TooLarge(`an expression has at most ${limits.nodes} parts`);
    if (depth > limits.treeDepth) throw new TooLarge(`an expression is at most ${limits.treeDepth} operations deep`);
    const kind = expr?.exprKind;
    if (expr === undefined || kind?.case === undefined)
      throw new Error('the parser left a part of the expression empty');
    switch (kind.case) {
      case 'constExpr':
        return literal(expr, literalOf(kind.value.constantKind));
      case 'identExpr':
        return { kind: 'ident', name: kind.value.name, ...dotted(tokens, indexOf(expr)) };
      case 'selectExpr': {
        const index = indexOf(expr);
        if (kind.value.testOnly) {
          const test = node(
            {
              ...expr,
              exprKind: { case: 'selectExpr', value: { ...kind.value, testOnly: false } },
              id: macroArgument(sourceInfo, expr),
            },
            above,
          );
          return { kind: 'call', name: 'has', args: [test], start: token(index).start, end: bracketed(index + 1).end };
        }
        const operand = node(kind.value.operand, above);
        const fieldRange = token(index + 1);
        return { kind: 'select', operand, field: kind.value.field, fieldRange, ...covering(operand, fieldRange) };
      }
      case 'callExpr':
        return call(expr, kind.value.function, kind.value.target, kind.value.args, depth);
      case 'listExpr':
        return {
          kind: 'list',
          items: kind.value.elements.map((item) => node(item, depth)),
          ...bracketed(indexOf(expr)),
        };
      case 'structExpr': {
        if (kind.value.messageName !== '')
          return { kind: 'message', name: kind.value.messageName, ...token(indexOf(expr)) };
        const entries = kind.value.entries.map((entry) => ({
          key: node(entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined, depth),
          value: node(entry.value, depth),
        }));
        return { kind: 'map', entries, ...bracketed(indexOf(expr)) };
      }
      case 'comprehensionExpr': {
        const original = sourceInfo.macroCalls[String(expr.id)]?.exprKind;
        if (original?.case !== 'callExpr') throw new Error('the parser expanded a macro it has no record of');
        return call(expr, original.value.function, original.value.target, original.value.args, depth);
      }
      default:
        return kind satisfies never;
    }
  };
  return node(root, 0);
}

const NOWHERE: Range = { start: 0, end: 0 };

/** An identifier may begin with a dot, which says that it stands at the root (cel-spec, "Name Resolution"). */
function dotted(tokens: readonly Token[], index: number): Range {
  const [token, after] = [tokens[index] ?? NOWHERE, tokens[index + 1]];
  return { start: token.start, end: 'text' in token && token.text === '.' && after ? after.end : token.end };
}

/** The id of the selection inside `has(...)`, whose place is that of its dot. */
function macroArgument(sourceInfo: SourceInfo, expr: CelExpr): bigint {
  const original = sourceInfo.macroCalls[String(expr.id)]?.exprKind;
  return (original?.case === 'callExpr' ? original.value.args[0]?.id : undefined) ?? expr.id;
}

const isOperator = (name: string): boolean => name.startsWith('_') || name === '@in';

/** The parser makes a balanced tree of `a && b && c`; here it is one call again. */
function flattened(name: string, arg: Ast): readonly Ast[] {
  return (name === '_&&_' || name === '_||_') && arg.kind === 'call' && arg.name === name ? arg.args : [arg];
}

type ConstantKind = Extract<CelExpr['exprKind'], { case: 'constExpr' }>['value']['constantKind'];

function literalOf(constant: ConstantKind): Literal {
  switch (constant.case) {
    case 'stringValue':
      return { type: 'string', value: constant.value };
    case 'int64Value':
      return { type: 'int', value: constant.value };
    case 'uint64Value':
      return { type: 'uint', value: constant.value };
    case 'doubleValue':
      return { type: 'double', value: constant.value };
    case 'boolValue':
      return { type: 'bool', value: constant.value };
    case 'bytesValue':
      return { type: 'bytes', value: constant.value };
    case 'nullValue':
      return { type: 'null' };
    default:
      // durationValue and timestampValue are deprecated in the protocol; the parser makes neither
      throw new Error('the parser made a constant of an unknown kind');
  }
}
