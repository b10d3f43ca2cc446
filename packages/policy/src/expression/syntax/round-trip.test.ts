// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { unparse } from '../../testing/unparse.ts';
import { childrenOf, type Ast, type Literal } from '../ast.ts';
import { parseExpression } from '../parse.ts';

const AT = { start: 0, end: 0 };
const names = fc.constantFrom('a', 'b', '_c', '.a', 'as1', 'truer');
const fields = fc.constantFrom('a', 'b', 'for', 'package', 'x1', 'b-c', 'in', 'a b/c.d');
const functions = fc.constantFrom('f', 'g', '.h', 'size');

const literals: fc.Arbitrary<Literal> = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((value) => ({ type: 'string', value }) as const),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ type: 'int', value }) as const),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ type: 'uint', value }) as const),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ type: 'double', value }) as const),
  fc.boolean().map((value) => ({ type: 'bool', value }) as const),
  fc.uint8Array().map((value) => ({ type: 'bytes', value: Uint8Array.from(value) }) as const),
  fc.constant({ type: 'null' } as const),
);

const call = (name: string, ...args: readonly Ast[]): Ast => ({ kind: 'call', name, args, ...AT });

const trees = fc.letrec<{ readonly tree: Ast }>((tie) => {
  const tree = tie('tree');
  const few = fc.array(tree, { maxLength: 3 });
  const infix = fc.constantFrom(
    '_<_',
    '_<=_',
    '_>=_',
    '_>_',
    '_==_',
    '_!=_',
    '@in',
    '_+_',
    '_-_',
    '_*_',
    '_/_',
    '_%_',
    '_[_]',
    '_[?_]',
  );
  return {
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      literals.map((value): Ast => ({ kind: 'literal', value, ...AT })),
      names.map((name): Ast => ({ kind: 'ident', name, ...AT })),
      fc
        .tuple(tree, fields)
        .map(([operand, field]): Ast => ({ kind: 'select', operand, field, fieldRange: AT, ...AT })),
      fc.tuple(functions, few).map(([name, args]) => call(name, ...args)),
      fc.tuple(tree, few).map(([target, args]): Ast => ({ kind: 'call', name: 'in1', target, args, ...AT })),
      fc.tuple(infix, tree, tree).map(([name, left, right]) => call(name, left, right)),
      fc.tuple(fc.constantFrom('!_', '-_'), tree).map(([name, operand]) => call(name, operand)),
      fc
        .tuple(fc.constantFrom('_&&_', '_||_'), fc.array(tree, { minLength: 2, maxLength: 4 }))
        .map(([name, operands]) => call(name, ...operands)),
      fc.tuple(tree, tree, tree).map(([test, yes, no]) => call('_?_:_', test, yes, no)),
      fc
        .tuple(tree, fields)
        .map(([operand, value]) => call('_?._', operand, { kind: 'literal', value: { type: 'string', value }, ...AT })),
      few.map((items): Ast => ({ kind: 'list', items, optional: items.map((_, i) => i).filter((i) => i % 2), ...AT })),
      fc
        .array(fc.record({ key: tree, value: tree, optional: fc.boolean() }), { maxLength: 2 })
        .map((entries): Ast => ({ kind: 'map', entries, ...AT })),
      fc
        .tuple(
          fc.constantFrom('M', 'a.b.M', '.M'),
          fc.array(fc.record({ name: fields, value: tree, optional: fc.boolean() }), { maxLength: 2 }),
        )
        .map(([name, list]): Ast => ({
          kind: 'message',
          name,
          fields: list.map((field) => ({ ...field, ...AT })),
          ...AT,
        })),
    ),
  };
}).tree;

const spaces = fc.constantFrom(' ', '\n', '\t\r\n', ' // why\n');

/** A tree without its places. */
function bare(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  const kept = Object.entries(value).filter(([key]) => !['start', 'end', 'fieldRange'].includes(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, bare(part)]));
}

function nestsWithin(ast: Ast, start: number, end: number): boolean {
  const isInside = start <= ast.start && ast.start < ast.end && ast.end <= end;
  return isInside && childrenOf(ast).every((part) => nestsWithin(part, ast.start, ast.end));
}

describe('a tree', () => {
  it('is read from its own text', () => {
    fc.assert(
      fc.property(trees, spaces, (tree, space) => {
        const parsed = parseExpression(unparse(tree, space));
        expect('ast' in parsed ? bare(parsed.ast) : parsed.finding.message).toEqual(bare(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('has every part within the text of the part it belongs to', () => {
    const macros = fc.constantFrom(
      (a: string, b: string) => `(${a}).all(x, ${b})`,
      (a: string, b: string) => `(${a}).map(x, ${b}, ${a})`,
      (a: string, b: string) => `(${a}).transformMap(k, v, ${b})`,
      (a: string, b: string) => `cel.bind(x, ${a}, ${b})`,
      (a: string, b: string) => `(${a}).optMap(x, ${b})`,
      (a: string, b: string) => `(${a}).sortBy(x, ${b})`,
      (a: string, b: string) => `math.least(${a}, ${b}, 1)`,
      (a: string, b: string) => `has((${a}).b) || ${b}`,
    );
    fc.assert(
      fc.property(macros, trees, trees, (macro, a, b) => {
        const text = macro(unparse(a), unparse(b));
        const parsed = parseExpression(text);
        expect('ast' in parsed && nestsWithin(parsed.ast, 0, text.length)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
