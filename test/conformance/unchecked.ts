// SPDX-License-Identifier: Apache-2.0
import { overloadsOf, type Ast, type Scope } from '@assay/policy/language';

/** The expression as a value of unknown type. */
export const asDyn = (ast: Ast): Ast => ({ kind: 'call', name: 'dyn', args: [ast], start: ast.start, end: ast.end });

/** The expression with nothing known of its types, which is how a test runs that asks not to be checked: names and functions there are not become errors. */
export function unchecked(ast: Ast, { inputs }: Scope): Ast {
  return relax(ast, new Set([...TYPES, ...[...inputs.keys()].map((name) => name.split('.', 1)[0] ?? name)]));
}

const TYPES = ['bool', 'bytes', 'double', 'google', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint'];
const OPERATORS = new Set(['_&&_', '_||_', '_?_:_']);

function relax(ast: Ast, known: ReadonlySet<string>): Ast {
  const down = (part: Ast): Ast => relax(part, known);
  switch (ast.kind) {
    case 'literal':
      return asDyn(ast);
    case 'ident':
      return known.has(ast.name) ? ast : error(ast);
    case 'select':
      return { ...ast, operand: down(ast.operand) };
    case 'call': {
      const { name, target, args } = ast;
      const isQualified = target?.kind === 'ident' && overloadsOf(`${target.name}.${name}`, false).length > 0;
      if (!isQualified && !OPERATORS.has(name) && overloadsOf(name, target !== undefined).length === 0)
        return error(ast);
      return { ...ast, ...(target && { target: isQualified ? target : down(target) }), args: args.map(down) };
    }
    case 'list':
      return asDyn({ ...ast, items: ast.items.map(down) });
    case 'map': {
      const entries = ast.entries.map((entry) => ({ ...entry, key: down(entry.key), value: down(entry.value) }));
      return asDyn({ ...ast, entries });
    }
    case 'comprehension': {
      const after = new Set([...known, ast.accumulator]);
      const inside = new Set([...after, ast.variable, ...(ast.variable2 === undefined ? [] : [ast.variable2])]);
      return {
        ...ast,
        range: down(ast.range),
        init: down(ast.init),
        condition: relax(ast.condition, inside),
        step: relax(ast.step, inside),
        result: relax(ast.result, after),
      };
    }
    case 'message':
      return ast;
    default:
      return ast satisfies never;
  }
}

/** Something that fails once it is evaluated. */
function error({ start, end }: Ast): Ast {
  const number = (value: bigint): Ast => ({ kind: 'literal', value: { type: 'int', value }, start, end });
  return asDyn({ kind: 'call', name: '_/_', args: [number(1n), number(0n)], start, end });
}
