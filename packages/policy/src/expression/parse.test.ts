// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import type { Ast } from './ast.ts';
import { EXPRESSION_LIMITS, parseExpression } from './parse.ts';

/** The text each part covers, in the shape of the tree. */
function texts(ast: Ast, text: string): unknown {
  const own = text.slice(ast.start, ast.end);
  const parts = partsOf(ast);
  return parts.length === 0 ? own : [own, ...parts.map((part) => texts(part, text))];
}

function partsOf(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'select':
      return [ast.operand];
    case 'call':
      return [...(ast.target ? [ast.target] : []), ...ast.args];
    case 'list':
      return ast.items;
    case 'map':
      return ast.entries.flatMap(({ key, value }) => [key, value]);
    default:
      return [];
  }
}

function parsed(text: string): Ast {
  const result = parseExpression(text);
  if ('finding' in result) throw new Error(result.finding.message);
  return result.ast;
}

function finding(text: string): unknown {
  const result = parseExpression(text);
  if ('ast' in result) return undefined;
  const { start, end, ...rest } = result.finding;
  return { ...rest, at: text.slice(start, end) };
}

describe('the tree of an expression', () => {
  test.each([
    ['a', 'a'],
    ['a.b.c', ['a.b.c', ['a.b', 'a']]],
    ['a == -5', ['a == -5', 'a', '-5']],
    ['a && b && c', ['a && b && c', 'a', 'b', 'c']],
    ['(a || b) && c', ['(a || b) && c', ['a || b', 'a', 'b'], 'c']],
    ['(a) || (b)', ['(a) || (b)', 'a', 'b']],
    ['((a)).b', ['((a)).b', 'a']],
    ['a ? b : c', ['a ? b : c', 'a', 'b', 'c']],
    ['has( a.b )', ['has( a.b )', ['a.b', 'a']]],
    ['a.startsWith("x")', ['a.startsWith("x")', 'a', '"x"']],
    ['size([1, a])', ['size([1, a])', ['[1, a]', '1', 'a']]],
    ['{"k": v}["k"]', ['{"k": v}["k"]', ['{"k": v}', '"k"', 'v'], '"k"']],
    ['!(a)', ['!(a)', 'a']],
    ['- a.b', ['- a.b', ['a.b', 'a']]],
    ['x in y', ['x in y', 'x', 'y']],
    ['r.all(e, e == 1)', ['r.all(e, e == 1)', 'r', 'e', ['e == 1', 'e', '1']]],
    ['M{a: 1}', 'M'],
  ])('knows which text every part of `%s` covers', (text, want) => {
    expect(texts(parsed(text), text)).toEqual(want);
  });

  it('counts in UTF-16 units, as offsets into files do', () => {
    const text = '"\u{1f600}" == name';
    expect(texts(parsed(text), text)).toEqual([text, '"\u{1f600}"', 'name']);
  });

  it('keeps a macro as the call it was', () => {
    expect(parsed('r.all(e, true)')).toMatchObject({ kind: 'call', name: 'all', target: { name: 'r' } });
    expect(parsed('has(a.b)')).toEqual({
      kind: 'call',
      name: 'has',
      args: [
        {
          kind: 'select',
          operand: { kind: 'ident', name: 'a', start: 4, end: 5 },
          field: 'b',
          fieldRange: { start: 6, end: 7 },
          start: 4,
          end: 7,
        },
      ],
      start: 0,
      end: 8,
    });
  });

  it('allows a comment at the end', () => {
    expect(parsed('a // why')).toEqual({ kind: 'ident', name: 'a', start: 0, end: 1 });
  });
});

describe('a text that is no expression', () => {
  test.each([
    ['', '', 'expected an expression, found nothing', undefined],
    ['a = 1', '=', 'unexpected `=`', 'equality is written `==`'],
    ['a and b', 'and', 'unexpected `and`', '`and` is written `&&`'],
    ['not a', 'not', 'unexpected `not`', '`not` is written `!`'],
    ['a & b', '&', 'unexpected `&`', '`&&` is the conjunction'],
    ['a == "x', '"', 'the string that begins here is never closed: expected another "', undefined],
    ['(a', '(', 'the bracket `(` is never closed', undefined],
    ['a)', ')', 'the bracket `)` closes nothing', undefined],
    ['[a)', ')', 'the bracket `)` closes nothing', undefined],
    ['a ==', '', 'expected a value after `==`, found the end of the expression', undefined],
    ['a && || b', '||', 'expected a value after `&&`, found `||`', undefined],
    ['(a &&)', ')', 'expected a value after `&&`, found `)`', undefined],
    ['a b', 'b', 'expected an operator before `b`', undefined],
    ['a "x"', '"x"', 'expected an operator before `"x"`', undefined],
    ['if == 1', 'if', '`if` is a word CEL keeps for itself', 'use another name'],
    ['a $ b', '$', 'unexpected `$`: CEL has no such sign', undefined],
  ])('is explained at its place: %s', (text, at, message, help) => {
    expect(finding(text)).toEqual({ code: 'expression-syntax', at, message, ...(help === undefined ? {} : { help }) });
  });
});

describe('the bounds of an expression', () => {
  const deep = EXPRESSION_LIMITS.depth;
  test.each([
    ['a long text', 'a'.repeat(EXPRESSION_LIMITS.length + 1)],
    ['many brackets', '('.repeat(deep + 1) + 'a' + ')'.repeat(deep + 1)],
    ['brackets never closed', '(['.repeat(1000)],
    ['nested messages', 'M{a:'.repeat(500)],
    ['many conditionals', 'a?b:'.repeat(deep + 1) + 'c'],
    [
      'a long chain of operations',
      Array(EXPRESSION_LIMITS.treeDepth + 2)
        .fill('a')
        .join('+'),
    ],
    ['many parts', `[${Array(EXPRESSION_LIMITS.nodes).fill('a').join(',')}]`],
  ])('refuse %s', (_, text) => {
    expect(finding(text)).toMatchObject({ code: 'limit-exceeded' });
  });

  it('leave room for what people write', () => {
    expect(finding(Array(200).fill('a == 1').join(' && '))).toBeUndefined();
    expect(finding('('.repeat(deep) + 'a' + ')'.repeat(deep))).toBeUndefined();
  });
});

describe('an arbitrary text', () => {
  const token = fc.constantFrom(
    ...'a b.c "x" \'y\' 1 2.5 0x1f 5u b"z" true null ( ) [ ] { } , . ? : ! - + * / % == != < <= > >= && || in has size all // \n ` $ = & | """ r"\\" \\ \u202e'.split(
      ' ',
    ),
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(' ')),
    fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join('')),
  );

  it('never makes the parser throw, and every finding lies inside of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parseExpression(text);
        const range = 'ast' in result ? result.ast : result.finding;
        expect(range.start >= 0 && range.start <= range.end && range.end <= text.length).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
