// SPDX-License-Identifier: Apache-2.0
import type { Ast, Comprehension } from '../../ast.ts';
import { parseExpression } from '../../parse.ts';
import { LANGUAGE } from '../dialect.ts';
import { LANGUAGE_MACROS, STANDARD_MACROS, usageOf } from './table.ts';

/** A tree in short: calls by name, folds by what they are made of. */
function short(ast: Ast): string {
  const list = (parts: readonly Ast[]): string => parts.map(short).join(' ');
  switch (ast.kind) {
    case 'literal':
      return 'value' in ast.value ? String(ast.value.value) : 'null';
    case 'ident':
      return ast.name;
    case 'select':
      return `${short(ast.operand)}.${ast.field}${ast.test ? '?' : ''}`;
    case 'call':
      return `(${ast.target ? `${short(ast.target)} ` : ''}${ast.name}${ast.args.length > 0 ? ` ${list(ast.args)}` : ''})`;
    case 'list':
      return `[${list(ast.items)}]`;
    case 'map':
      return `{${ast.entries.map(({ key, value }) => `${short(key)}:${short(value)}`).join(' ')}}`;
    case 'message':
      return ast.name;
    case 'comprehension':
      return fold(ast);
    default:
      return ast satisfies never;
  }
}

function fold({ range, variable, variable2, accumulator, init, condition, step, result }: Comprehension): string {
  const names = variable2 === undefined ? variable : `${variable},${variable2}`;
  return `<${names} of ${short(range)}; ${accumulator}=${short(init)}; ${short(condition)}; ${short(step)}; ${short(result)}>`;
}

function expanded(text: string): string {
  const parsed = parseExpression(text);
  return 'ast' in parsed ? short(parsed.ast) : parsed.finding.message;
}

describe('a macro becomes what cel-go makes of it', () => {
  test.each([
    ['has(a.b)', 'a.b?'],
    ['has(a.?b.c)', '(_?._ a b).c?'],
    ['r.all(x, p)', '<x of r; @result=true; (@not_strictly_false @result); (_&&_ @result p); @result>'],
    ['r.exists(x, p)', '<x of r; @result=false; (@not_strictly_false (!_ @result)); (_||_ @result p); @result>'],
    ['r.exists_one(x, p)', '<x of r; @result=0; true; (_?_:_ p (_+_ @result 1) @result); (_==_ @result 1)>'],
    ['r.existsOne(x, p)', '<x of r; @result=0; true; (_?_:_ p (_+_ @result 1) @result); (_==_ @result 1)>'],
    ['r.map(x, t)', '<x of r; @result=[]; true; (_+_ @result [t]); @result>'],
    ['r.map(x, p, t)', '<x of r; @result=[]; true; (_?_:_ p (_+_ @result [t]) @result); @result>'],
    ['r.filter(x, p)', '<x of r; @result=[]; true; (_?_:_ p (_+_ @result [x]) @result); @result>'],
    ['r.all(k, v, p)', '<k,v of r; @result=true; (@not_strictly_false @result); (_&&_ @result p); @result>'],
    ['r.exists(k, v, p)', '<k,v of r; @result=false; (@not_strictly_false (!_ @result)); (_||_ @result p); @result>'],
    ['r.existsOne(k, v, p)', '<k,v of r; @result=0; true; (_?_:_ p (_+_ @result 1) @result); (_==_ @result 1)>'],
    ['r.transformList(k, v, t)', '<k,v of r; @result=[]; true; (_+_ @result [t]); @result>'],
    ['r.transformList(k, v, p, t)', '<k,v of r; @result=[]; true; (_?_:_ p (_+_ @result [t]) @result); @result>'],
    ['r.transformMap(k, v, t)', '<k,v of r; @result={}; true; (cel.@mapInsert @result k t); @result>'],
    [
      'r.transformMap(k, v, p, t)',
      '<k,v of r; @result={}; true; (_?_:_ p (cel.@mapInsert @result k t) @result); @result>',
    ],
    ['r.transformMapEntry(k, v, t)', '<k,v of r; @result={}; true; (cel.@mapInsert @result t); @result>'],
    ['cel.bind(x, a, r)', '<#unused of []; x=a; false; x; r>'],
    ['math.greatest(a)', '(math.@max a)'],
    ['math.greatest(a, b)', '(math.@max a b)'],
    ['math.least(a, b, c)', '(math.@min [a b c])'],
    [
      'r.sortBy(x, k)',
      '<#unused of []; @__sortBy_input__=r; false; @__sortBy_input__; (@__sortBy_input__ @sortByAssociatedKeys <x of @__sortBy_input__; @result=[]; true; (_+_ @result [k]); @result>)>',
    ],
  ])('%s', (text, want) => {
    expect(expanded(text)).toBe(want);
  });
});

describe('the macros of optional values', () => {
  test.each([
    [
      'a.optMap(x, t)',
      '<#unused of []; @optional=a; false; @optional; (_?_:_ (@optional hasValue) (optional.of <#unused of []; x=(@optional value); false; x; t>) (optional.none))>',
    ],
    [
      'a.optFlatMap(x, t)',
      '<#unused of []; @optional=a; false; @optional; (_?_:_ (@optional hasValue) <#unused of []; x=(@optional value); false; x; t> (optional.none))>',
    ],
  ])('bind their receiver: %s', (text, want) => {
    expect(expanded(text)).toBe(want);
  });

  it('do not grow with what they are called on', () => {
    const chain = (length: number): number => expanded(`a${'.optMap(x, x)'.repeat(length)}`).length;
    expect(chain(30) - chain(29)).toBe(chain(2) - chain(1));
  });
});

describe('a call that is no macro stays a call', () => {
  test.each([
    ['has(a.b, c)', '(has a.b c)'],
    ['a.has(b.c)', '(a has b.c)'],
    ['.has(a.b)', '(.has a.b)'],
    ['all(x, p)', '(all x p)'],
    ['r.all(x)', '(r all x)'],
    ['r.bind(x, a, b)', '(r bind x a b)'],
    ['.cel.bind(x, a, b)', '(.cel bind x a b)'],
    ['bind(x, a, b)', '(bind x a b)'],
    ['maths.least(1)', '(maths least 1)'],
    ['a.math.least(1)', '(a.math least 1)'],
  ])('%s', (text, want) => {
    expect(expanded(text)).toBe(want);
  });

  it('in a dialect without it', () => {
    const parsed = parseExpression('r.all(k, v, p)', { ...LANGUAGE, macros: STANDARD_MACROS });
    expect('ast' in parsed && short(parsed.ast)).toBe('(r all k v p)');
  });
});

describe('a macro that is used wrongly is explained at the argument', () => {
  test.each([
    ['has(m)', 'm', '`has` asks for a member of a value, found `m`', 'write `has(value.member)`'],
    ['has(m["a"])', 'm["a"]', '`has` asks for a member of a value, found `m["a"]`', 'write `has(value.member)`'],
    ['has(has(m.a))', 'has(m.a)', '`has` asks for a member of a value, found `has(m.a)`', 'write `has(value.member)`'],
    [
      'm.filter(a.b, x)',
      'a.b',
      '`filter` wants a name for its variable here, found `a.b`',
      'write `list.filter(item, condition)`',
    ],
    ['m.all(.a, x)', '.a', '`all` wants a name for its variable here, found `.a`', 'write `list.all(item, condition)`'],
    [
      'm.all(k, 1, x)',
      '1',
      '`all` wants a name for its variable here, found `1`',
      'write `map.all(key, value, condition)`',
    ],
    ['m.exists(k, k, x)', 'k', 'both variables of `exists` are named `k`', 'use another name'],
    ['m.map(__result__, 1)', '__result__', '`__result__` is a name `map` uses itself', 'use another name'],
    [
      'cel.bind(1, a, b)',
      '1',
      '`cel.bind` wants a name for its variable here, found `1`',
      'write `cel.bind(name, value, expression)`',
    ],
    ['math.least()', 'math.least()', '`math.least` takes at least one number', 'write `math.least(a, b)`'],
    ['math.greatest([])', '[]', '`math.greatest` takes at least one number', 'write `math.greatest(a, b)`'],
  ])('%s', (text, at, message, help) => {
    const parsed = parseExpression(text);
    const { start = 0, end = 0, ...rest } = 'finding' in parsed ? parsed.finding : {};
    expect({ ...rest, at: text.slice(start, end) }).toEqual({ code: 'expression-syntax', at, message, help });
  });
});

test('every macro says how it is called, and that text is read as that macro', () => {
  const named = LANGUAGE_MACROS.map(({ name, usage }) => ({
    name,
    usage,
    isMacro: !expanded(usage).includes(` ${name} `),
  }));
  expect(named.filter(({ name, usage, isMacro }) => !usage.includes(`${name}(`) || !isMacro)).toEqual([]);
  expect(usageOf('all')).toEqual(['list.all(item, condition)', 'map.all(key, value, condition)']);
});
