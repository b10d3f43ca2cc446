// SPDX-License-Identifier: Apache-2.0
import type { Ast, Literal } from '../expression/ast.ts';

/** How tightly a tree binds: what binds less than its place asks for stands in brackets. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ['_?_:_', 0],
  ['_||_', 1],
  ['_&&_', 2],
  ...['_<_', '_<=_', '_>=_', '_>_', '_==_', '_!=_', '@in'].map((name) => [name, 3] as const),
  ...['_+_', '_-_'].map((name) => [name, 4] as const),
  ...['_*_', '_/_', '_%_'].map((name) => [name, 5] as const),
  ['!_', 6],
  ['-_', 6],
]);
const JOINING = 2;
const UNARY = 6;
const MEMBER = 7;

/** The text of a tree in which no macro was expanded, with no more brackets than it needs; `space` stands between its tokens. */
export function unparse(ast: Ast, space = ' '): string {
  const at = (part: Ast, level: number): string => {
    const text = plain(part);
    return levelOf(part) < level ? `(${text})` : text;
  };
  const list = (parts: readonly Ast[]): string => parts.map((part) => at(part, 0)).join(`,${space}`);
  const braced = (parts: readonly string[]): string => `{${space}${parts.join(`,${space}`)}${space}}`;
  const optional = (is: boolean): string => (is ? `?${space}` : '');

  const plain = (node: Ast): string => {
    switch (node.kind) {
      case 'literal':
        return literal(node.value);
      case 'ident':
        return node.name;
      case 'select':
        return `${at(node.operand, MEMBER)}${space}.${space}${field(node.field)}`;
      case 'call':
        return call(node);
      case 'list':
        return `[${node.items.map((item, index) => optional(node.optional.includes(index)) + at(item, 0)).join(`,${space}`)}]`;
      case 'map':
        return braced(
          node.entries.map((entry) => `${optional(entry.optional)}${at(entry.key, 0)}:${space}${at(entry.value, 0)}`),
        );
      case 'message':
        return (
          node.name +
          braced(
            node.fields.map((item) => `${optional(item.optional)}${field(item.name)}:${space}${at(item.value, 0)}`),
          )
        );
      case 'comprehension':
        throw new Error('an expanded macro has no text of its own');
      default:
        return node satisfies never;
    }
  };
  const call = ({ name, target, args }: Extract<Ast, { kind: 'call' }>): string => {
    const [first, second, third] = args;
    if (target) return `${at(target, MEMBER)}.${name}(${list(args)})`;
    if (first && second && third && name === '_?_:_') {
      return `${at(first, 1)}${space}?${space}${at(second, 1)}${space}:${space}${at(third, 0)}`;
    }
    if (first && second && (name === '_[_]' || name === '_[?_]')) {
      return `${at(first, MEMBER)}[${optional(name === '_[?_]')}${at(second, 0)}]`;
    }
    if (first && second?.kind === 'literal' && second.value.type === 'string' && name === '_?._') {
      return `${at(first, MEMBER)}.?${field(second.value.value)}`;
    }
    const level = LEVELS.get(name);
    if (level === undefined) return `${name}(${list(args)})`;
    if (level === UNARY && first) {
      const operand = at(first, MEMBER);
      // a sign before a digit would be part of the number
      return name.slice(0, 1) + (/^\.?\d/.test(operand) ? `(${operand})` : operand);
    }
    const sign = name === '@in' ? 'in' : name.slice(1, -1);
    const operands = args.map((arg, index) => at(arg, index === 0 && level > JOINING ? level : level + 1));
    return operands.join(`${space}${sign}${space}`);
  };
  return plain(ast);
}

function levelOf(node: Ast): number {
  if (node.kind === 'call' && node.target === undefined) return LEVELS.get(node.name) ?? MEMBER;
  // the sign of a number may be taken for an operator
  return isNumber(node) && literal(node.value).startsWith('-') ? UNARY : MEMBER;
}

const isNumber = (node: Ast): node is Extract<Ast, { kind: 'literal' }> =>
  node.kind === 'literal' && (node.value.type === 'int' || node.value.type === 'double');

const field = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) && name !== 'in' ? name : `\`${name}\``);

function literal(value: Literal): string {
  switch (value.type) {
    case 'string':
      return JSON.stringify(value.value);
    case 'bytes':
      return `b"${Array.from(value.value, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`;
    case 'double':
      return double(value.value);
    case 'uint':
      return `${value.value}u`;
    case 'null':
      return 'null';
    case 'int':
    case 'bool':
      return String(value.value);
    default:
      return value satisfies never;
  }
}

function double(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
