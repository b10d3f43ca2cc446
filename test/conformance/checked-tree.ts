// SPDX-License-Identifier: Apache-2.0
import type { Ast, Typed } from '@assay/policy/language';
import { printType } from './environment.ts';

/** A tree, and what cel-go prints behind each node of it. */
export interface CheckedTree {
  readonly ast: Ast;
  readonly adornments: ReadonlyMap<Ast, string>;
}

/** A checked expression as a tree again, each node with its type and what it refers to. */
export function checkedTree(typed: Typed): CheckedTree {
  const adornments = new Map<Ast, string>();
  const adorn = (ast: Ast, node: Typed, reference = ''): Ast => {
    adornments.set(ast, `~${printType(node.type)}${reference === '' ? '' : `^${reference}`}`);
    return ast;
  };
  const tree = (node: Typed): Ast => {
    const { start, end } = node;
    const range = { start, end };
    switch (node.kind) {
      case 'literal':
        return adorn({ kind: 'literal', value: node.value, ...range }, node);
      case 'read':
      case 'local':
      case 'typename':
        return adorn({ kind: 'ident', name: node.name, ...range }, node, node.name);
      case 'select': {
        const { field, test, optional } = node;
        if (optional) return adorn(optionalMember(tree(node.operand), field, range), node, 'select_optional_field');
        return adorn(
          { kind: 'select', operand: tree(node.operand), field, fieldRange: range, ...(test && { test }), ...range },
          node,
        );
      }
      case 'apply': {
        const operands = node.args.map(tree);
        const target = node.receiver ? operands[0] : undefined;
        const args = target ? operands.slice(1) : operands;
        const ids = node.overloads.map(({ id }) => id).toSorted();
        return adorn(
          { kind: 'call', name: node.name, ...(target && { target }), args, ...range },
          node,
          [...new Set(ids)].join('|'),
        );
      }
      case 'list':
        return adorn({ kind: 'list', items: node.items.map(tree), optional: node.optional, ...range }, node);
      case 'map': {
        const entries = node.entries.map(({ key, value, optional }) => ({
          key: tree(key),
          value: tree(value),
          optional,
        }));
        return adorn({ kind: 'map', entries, ...range }, node);
      }
      case 'comprehension':
        return adorn(
          {
            kind: 'comprehension',
            macro: node.macro,
            range: tree(node.range),
            variable: node.variable.name,
            ...(node.variable2 && { variable2: node.variable2.name }),
            accumulator: node.accumulator.name,
            init: tree(node.init),
            condition: tree(node.condition),
            step: tree(node.step),
            result: tree(node.result),
            ...range,
          },
          node,
        );
      case 'variable':
      case 'error':
        throw new Error('an expression with mistakes has no checked tree');
      default:
        return node satisfies never;
    }
  };
  return { ast: tree(typed), adornments };
}

/** `a.?b` as the call that it is parsed to. */
function optionalMember(operand: Ast, field: string, range: { readonly start: number; readonly end: number }): Ast {
  return {
    kind: 'call',
    name: '_?._',
    args: [operand, { kind: 'literal', value: { type: 'string', value: field }, ...range }],
    ...range,
  };
}
