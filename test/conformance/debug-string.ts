// SPDX-License-Identifier: Apache-2.0
import type { Ast, Comprehension, Literal } from '@assay/policy/language';
import { goDouble, goQuote, goQuoteBytes } from './go-text.ts';

/** What follows a part in the text: `^#*expr.Expr_IdentExpr#` in a parsed tree, `~int^id` in a checked one. */
export type Adorn = (node: Ast) => string;

/** A tree as cel-go's `ToAdornedDebugString` prints it; `&&` and `||` of many operands as the balanced tree cel-go makes of them. */
export function debugString(ast: Ast, adorn: Adorn, entry = ''): string {
  return print(ast, { adorn, entry, indent: '' });
}

/** The text of a parsed tree: each part with its kind. */
export function parsedString(ast: Ast): string {
  return debugString(ast, kindOf, '^#*expr.Expr_CreateStruct_Entry#');
}

const kindOf: Adorn = (node) =>
  `^#*expr.${node.kind === 'literal' ? CONSTANTS[node.value.type] : EXPRESSIONS[node.kind]}#`;

const EXPRESSIONS: Readonly<Record<Exclude<Ast['kind'], 'literal'>, string>> = {
  ident: 'Expr_IdentExpr',
  select: 'Expr_SelectExpr',
  call: 'Expr_CallExpr',
  list: 'Expr_ListExpr',
  map: 'Expr_StructExpr',
  message: 'Expr_StructExpr',
  comprehension: 'Expr_ComprehensionExpr',
};
const CONSTANTS: Readonly<Record<Literal['type'], string>> = {
  bool: 'Constant_BoolValue',
  bytes: 'Constant_BytesValue',
  double: 'Constant_DoubleValue',
  int: 'Constant_Int64Value',
  null: 'Constant_NullValue',
  string: 'Constant_StringValue',
  uint: 'Constant_Uint64Value',
};

interface Printing {
  readonly adorn: Adorn;
  /** What follows an entry of a map or a field of a message. */
  readonly entry: string;
  readonly indent: string;
}

function print(ast: Ast, printing: Printing): string {
  return text(ast, printing) + printing.adorn(ast);
}

function text(ast: Ast, printing: Printing): string {
  const inner = { ...printing, indent: `${printing.indent}  ` };
  switch (ast.kind) {
    case 'literal':
      return literalText(ast.value);
    case 'ident':
      return ast.name;
    case 'select':
      return `${print(ast.operand, printing)}.${ast.field}${ast.test === true ? '~test-only~' : ''}`;
    case 'call': {
      const [first, ...others] = ast.args;
      if (first && others.length > 1 && (ast.name === '_&&_' || ast.name === '_||_')) {
        return balanced(ast, ast.args, printing);
      }
      const target = ast.target ? `${print(ast.target, printing)}.` : '';
      return `${target}${ast.name}(${lines(
        ast.args.map((arg) => print(arg, inner)),
        printing,
      )})`;
    }
    case 'list':
      return `[${lines(
        ast.items.map((item) => print(item, inner)),
        printing,
      )}]`;
    case 'map': {
      const entries = ast.entries.map(
        ({ key, value, optional }) =>
          `${optional ? '?' : ''}${print(key, inner)}:${print(value, inner)}${printing.entry}`,
      );
      return `{${lines(entries, printing)}}`;
    }
    case 'message': {
      const fields = ast.fields.map(
        ({ name, value, optional }) => `${optional ? '?' : ''}${name}:${print(value, inner)}${printing.entry}`,
      );
      return `${ast.name}{${lines(fields, printing)}}`;
    }
    case 'comprehension':
      return comprehension(ast, inner);
    default:
      return ast satisfies never;
  }
}

/** The items of something in brackets, each on a line of its own. */
function lines(items: readonly string[], { indent }: Printing): string {
  return items.length === 0 ? '' : `\n${items.map((item) => `${indent}  ${item}`).join(',\n')}\n${indent}`;
}

/** The operands split in two, again and again: of three, the first two are one operand. */
function balanced(ast: Extract<Ast, { kind: 'call' }>, operands: readonly Ast[], printing: Printing): string {
  const inner = { ...printing, indent: `${printing.indent}  ` };
  const middle = Math.floor(operands.length / 2) + (operands.length % 2);
  const half = (part: readonly Ast[]): string => {
    const [only, ...others] = part;
    return only && others.length === 0 ? print(only, inner) : balanced(ast, part, inner) + printing.adorn(ast);
  };
  return `${ast.name}(${lines([half(operands.slice(0, middle)), half(operands.slice(middle))], printing)})`;
}

function comprehension(ast: Comprehension, printing: Printing): string {
  const parts = [
    ['Variable', ast.variable],
    ...(ast.variable2 === undefined ? [] : [[undefined, ast.variable2]]),
    ['Target', print(ast.range, printing)],
    ['Accumulator', ast.accumulator],
    ['Init', print(ast.init, printing)],
    ['LoopCondition', print(ast.condition, printing)],
    ['LoopStep', print(ast.step, printing)],
    ['Result', print(ast.result, printing)],
  ];
  const { indent } = printing;
  const printed = parts.map(
    ([title, part]) => `${title === undefined ? '' : `${indent}// ${title}\n`}${indent}${part}`,
  );
  return `__comprehension__(\n${printed.join(',\n')})`;
}

function literalText(value: Literal): string {
  switch (value.type) {
    case 'string':
      return goQuote(value.value);
    case 'bytes':
      return `b${goQuoteBytes(value.value)}`;
    case 'double':
      return goDouble(value.value);
    case 'int':
    case 'bool':
      return String(value.value);
    case 'uint':
      return `${value.value}u`;
    case 'null':
      return 'null';
    default:
      return value satisfies never;
  }
}
