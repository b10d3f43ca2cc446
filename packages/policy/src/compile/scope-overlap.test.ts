// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { compileText, described } from '../testing/compile-text.ts';
import { scopeNameOf } from './scope-forms.ts';
import { outlineOf, overlap } from './scope-overlap.ts';

const overlaps = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((name) => outlineOf(scopeNameOf(name)));
  if (left === undefined || right === undefined) throw new Error('two patterns were given');
  const [there, back] = [overlap(left, right), overlap(right, left)];
  expect(there).toBe(back);
  return there;
};

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const OF_TYPE: Readonly<Record<string, string>> = { int: '(?:0|-?[1-9][0-9]*)', uuid: UUID, date: '2000-01-0[1-9]' };

/** The same, by regular expressions. */
function matcher(name: string): RegExp {
  const { parts, types } = scopeNameOf(name);
  const texts = parts.map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[.:/-]/g, '\\$&');
    const type = types[(index - 1) / 2] ?? null;
    if (type === null) return '[^.:/]+';
    return typeof type === 'string' ? (OF_TYPE[type] ?? '') : `(?:${type.join('|')})`;
  });
  return new RegExp(`^${texts.join('')}$`);
}

describe('two dynamic scopes', () => {
  test.each([
    ['a.{x}', 'a.{n:int}'],
    ['a.{x}', '{y}.b'],
    ['a.x{x}', 'a.{y}'],
    ['a.{e:dev|prod}', 'a.{f:prod|test}'],
    ['a.{e:1|b}', 'a.{n:int}'],
    ['a.1{n:int}', 'a.{m:int}'],
    ['a.2000-0{x}', 'a.{d:date}'],
    ['a.{d:date}', 'a.{x}'],
    ['a.{i:uuid}', 'a.00{x}'],
  ])('overlap: %s and %s', (a, b) => {
    expect(overlaps(a, b)).toBe(true);
  });

  test.each([
    ['a.{x}', 'b.{x}'],
    ['a.{x}', 'a:{x}'],
    ['a.{x}', 'a.{x}.b'],
    ['a.b{x}', 'a.c{x}'],
    ['a.b{x}', '{y}.b'],
    ['a.{n:int}', 'a.{d:date}'],
    ['a.{n:int}', 'a.{i:uuid}'],
    ['a.{e:dev|prod}', 'a.{f:test|live}'],
    ['a.{e:dev|prod}', 'a.{n:int}'],
    ['a.0{n:int}', 'a.{m:int}'],
    ['a.x{n:int}', 'a.{m:int}'],
  ])('do not overlap: %s and %s', (a, b) => {
    expect(overlaps(a, b)).toBe(false);
  });

  test('overlap where a scope matches both, by another matcher', () => {
    const literal = fc.constantFrom('', 'a', '1', '-', '.', 'a.', '.a', ':');
    const variable = fc.constantFrom('', '{V}', '{V:int}', '{V:date}', '{V:a|1|11}');
    const pattern = fc
      .array(fc.tuple(literal, variable), { minLength: 1, maxLength: 3 })
      .map((pairs) => pairs.map(([text, name], i) => text + name.replace('V', `v${i}`)).join(''))
      .filter((name) => scopeNameOf(name).parts.length > 1);
    const texts = fc.array(fc.constantFrom('a', '1', '11', '-1', '0', 'x-y', '2000-01-01'), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(pattern, pattern, texts, (a, b, values) => {
        // the scope is made of the first, and the second may match it
        const scope = scopeNameOf(a)
          .parts.map((part, i) => (i % 2 === 0 ? part : values[i >> 1]))
          .join('');
        if (matcher(a).test(scope) && matcher(b).test(scope)) expect(overlaps(a, b)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the compiler', () => {
  const policy = (a: string, b: string): string =>
    `scopes:\n  "${a}":\n    - rule: r\n      permit: "true"\n  "${b}":\n    - rule: s\n      permit: "true"\n`;

  it('names both, and which of them decides', () => {
    const compiled = compileText(policy('a.{n:int}', 'a.{x}'));
    expect(compiled.diagnostics.map((diagnostic) => described(diagnostic, compiled))).toEqual([
      {
        code: 'overlapping-scopes',
        at: '"a.{x}"',
        message:
          'the scopes `a.{n:int}` and `a.{x}` can be the same one: then the rules of `a.{n:int}` decide, and no others',
        help: 'write what is to hold for both under `a.{n:int}` too, or make the names differ',
      },
    ]);
  });

  it('orders patterns by how specific they are', () => {
    const names = ['{x}.b', 'a.{x}', 'a.{n:int}', 'a.{e:p|q|r}', 'a.{e:p|q}', 'a.x{y}', 'a.{y}.zz'];
    const scopes = names.map((name, i) => `  "${name}":\n    - rule: r${i}\n      permit: "true"\n`);
    const { compiled } = compileText(`scopes:\n${scopes.join('')}`);
    expect(compiled?.table.dynamic.map(({ pattern }) => pattern)).toEqual([
      'a.x{y}',
      'a.{y}.zz',
      'a.{e:p|q}',
      'a.{e:p|q|r}',
      'a.{n:int}',
      'a.{x}',
      '{x}.b',
    ]);
  });

  it('takes scopes that differ in names, or in the order of values, for one', () => {
    const { compiled, diagnostics } = compileText(policy('a.{n:int}.{e:p|q}', 'a.{m:int}.{f:q|p}'));
    expect([diagnostics, compiled?.table.dynamic]).toEqual([
      [],
      [{ pattern: 'a.{n:int}.{e:p|q}', parts: ['a.', 'n', '.', 'e', ''], types: ['int', ['p', 'q']], rules: [0, 1] }],
    ]);
  });

  it('knows the types of their variables', () => {
    const codes = (condition: string): readonly string[] =>
      compileText(
        `scopes:\n  "a.{n:int}.{e:p|q}":\n    - rule: r\n      permit: |-\n        ${condition}\n`,
      ).diagnostics.map(({ code }) => code);
    expect(codes('n + 1 < 10 && e == "p"')).toEqual([]);
    expect(codes('n == "7"')).toEqual(['wrong-type-in-expression']);
    expect(codes('e == "r"')).toHaveLength(1);
  });
});
