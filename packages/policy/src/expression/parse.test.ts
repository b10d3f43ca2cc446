// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { childrenOf, type Ast } from './ast.ts';
import { EXPRESSION_LIMITS, parseExpression } from './parse.ts';

/** The text each part covers, in the shape of the tree. */
function texts(ast: Ast, text: string): unknown {
  const own = text.slice(ast.start, ast.end);
  const parts = childrenOf(ast);
  return parts.length === 0 ? own : [own, ...parts.map((part) => texts(part, text))];
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
    ['has( a.b )', ['has( a.b )', 'a']],
    ['a.startsWith("x")', ['a.startsWith("x")', 'a', '"x"']],
    ['size([1, a])', ['size([1, a])', ['[1, a]', '1', 'a']]],
    ['{"k": v}["k"]', ['{"k": v}["k"]', ['{"k": v}', '"k"', 'v'], '"k"']],
    ['!(a)', ['!(a)', 'a']],
    ['- a.b', ['- a.b', ['a.b', 'a']]],
    ['x in y', ['x in y', 'x', 'y']],
    ['! ! (a)', 'a'],
    ['(! ! a) == b', ['(! ! a) == b', 'a', 'b']],
    ['a ? (b) : c', ['a ? (b) : c', 'a', 'b', 'c']],
    ['a.?b', ['a.?b', 'a', 'b']],
    ['a[?(b)]', ['a[?(b)]', 'a', 'b']],
    ['[?a, b,]', ['[?a, b,]', 'a', 'b']],
    ['{?"k": v,}', ['{?"k": v,}', '"k"', 'v']],
    ['.a.`b-c`', ['.a.`b-c`', '.a']],
    ['a.b.M{c: 1, ?`d e`: 2}', ['a.b.M{c: 1, ?`d e`: 2}', '1', '2']],
    ['a.f(1, (2)).b', ['a.f(1, (2)).b', ['a.f(1, (2))', 'a', '1', '2']]],
  ])('knows which text every part of `%s` covers', (text, want) => {
    expect(texts(parsed(text), text)).toEqual(want);
  });

  it('counts in UTF-16 units, as offsets into files do', () => {
    const text = '"\u{1f600}" == name';
    expect(texts(parsed(text), text)).toEqual([text, '"\u{1f600}"', 'name']);
  });

  it('knows where the name of a member stands, and the field of a message', () => {
    expect(parsed('a. b')).toMatchObject({ kind: 'select', field: 'b', fieldRange: { start: 3, end: 4 } });
    expect(parsed('has(a.`b c`)')).toMatchObject({ test: true, field: 'b c', fieldRange: { start: 6, end: 11 } });
    expect(parsed('M{?a: 1}')).toMatchObject({ fields: [{ name: 'a', optional: true, start: 2, end: 7 }] });
  });

  it('gives what a macro adds the place of the whole call', () => {
    expect(parsed('r.exists(e, e == 1)')).toMatchObject({
      kind: 'comprehension',
      macro: 'exists',
      variable: 'e',
      range: { name: 'r', start: 0, end: 1 },
      init: { start: 0, end: 19 },
      step: {
        name: '_||_',
        args: [
          { name: '@result', start: 0, end: 19 },
          { name: '_==_', start: 12, end: 18 },
        ],
      },
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
    ['a \u202e b', '\u202e', 'unexpected `\\u{202e}`: CEL has no such sign', undefined],
    ['a\u00a0== b', '\u00a0', 'unexpected `\\u{a0}`: CEL has no such sign', undefined],
    ['a # why', '#', 'unexpected `#`', 'a comment begins with `//`'],
    ['/* why */ a', '/', 'expected a value, found `/`', 'a comment begins with `//`'],
    ['a == \u201cx\u201d', '\u201c', 'unexpected `\u201c`', 'text stands in straight quotes: `"text"`'],
    ['a !== b', '=', 'unexpected `=`', 'inequality is written `!=`'],
    ['a <> b', '>', 'expected a value after `<`, found `>`', 'inequality is written `!=`'],
    ['a not in b', 'not', 'unexpected `not`', '`a not in b` is written `!(a in b)`'],
    ['a.not b', 'b', 'expected an operator before `b`', undefined],
    ['!-a', '-', 'expected a value after `!`, found `-`', 'signs of two kinds need brackets: `!(-x)`'],
    ['r"a', 'r"', 'the string that begins here is never closed: expected another "', undefined],
    ['"a\nb"', '"', 'the string that begins here is never closed: expected another "', undefined],
    ['rb"a"', 'rb', '`rb` is no prefix of a string: expected r, b or br', undefined],
    [
      'a ?? b',
      '?',
      'expected a value after `?`, found `?`',
      'a value that may be absent has a default: `a.?b.orValue(c)`',
    ],
    [
      'a?.b',
      '',
      'expected `:` and the other value after `b`, found the end of the expression',
      'a member that may be absent is read as `a.?b`',
    ],
    [
      'a ? b ? c : d : e',
      '?',
      'expected `:` and the other value, found `?`',
      'write `condition ? value : other`; put a conditional inside of it in brackets',
    ],
    [
      '{a, b}',
      ',',
      'expected `:` and the value of the entry, found `,`',
      'a map is written `{key: value}`, a list `[item, item]`',
    ],
    ['M{a}', '}', 'expected `:` and the value of the field, found `}`', undefined],
    ['M{1: 2}', '1', 'expected a name after `{`, found `1`', undefined],
    ['f(a b)', 'b', 'expected `,` or an operator before `b`', undefined],
    ['f(a, b', '(', 'the bracket `(` is never closed', undefined],
    ['f(a,)', ')', 'expected a value after `,`, found `)`', undefined],
    ['f()()', '(', 'unexpected `(`', 'only a name can be called'],
    ['M(){}', '{', 'unexpected `{`', undefined],
    ['a, b', ',', 'unexpected `,`', undefined],
    ['* a', '*', 'expected a value, found `*`', undefined],
    [')', ')', 'the bracket `)` closes nothing', undefined],
    ['a.true', 'true', '`true` is a word CEL keeps for itself', 'a member of that name is read as `value["true"]`'],
    ['a."b"', '"b"', 'expected a name after `.`, found `"b"`', 'a member is read by text as `value["name"]`'],
    ['`a`', '`a`', 'expected a value, found a backtick', 'a member of any name is read as `value["name"]`'],
    ['a.`$`', '`', 'unexpected a backtick', 'a member of any name is read as `value["name"]`'],
    ['5m', '5m', '`5m` is no number', 'a duration is written `duration("5m")`'],
    ['0X1F', '0X1F', '`0X1F` is no number', 'a hexadecimal number is written `0x1f`'],
    ['1_000', '1_000', '`1_000` is no number', 'the digits of a number stand together: `1000`'],
    ['1.2.3', '1.2.3', '`1.2.3` is no number', 'text stands in quotes'],
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

  test.each(
    [
      '"',
      '"""',
      "'''a",
      '"\\',
      '!',
      '-',
      '(',
      '{',
      'a.',
      'a[',
      'a?b:',
      'a+',
      'a&&',
      'M{',
      '`',
      '0x',
      '//',
      'a.all(x,',
      '[1,',
      '1.',
    ].map((part) => [part]),
  )('let no text take long that repeats %s', (part) => {
    expect(finding(part.repeat(EXPRESSION_LIMITS.length / part.length))).toMatchObject({
      code: expect.stringMatching(/^(?:expression-syntax|limit-exceeded)$/),
    });
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
