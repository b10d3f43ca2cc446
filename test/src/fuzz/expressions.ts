// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';

/** Pieces of CEL: words, marks and values at the edges of what there is. */
const WORDS = [
  ...'true false null in has all exists exists_one map filter size matches startsWith contains int uint double string bytes'.split(
    ' ',
  ),
  ...'duration timestamp type dyn iga roles status subject client variables request detail cell token scope e x __proto__'.split(
    ' ',
  ),
];
const MARKS = '()[]{}.,?:!<>=+-*/%&|"\'\\`@#$~^;'
  .split('')
  .concat('&&', '||', '==', '!=', '<=', '>=', ' in ', '?.', '[?', '\n', '\t');
const VALUES = [
  '0',
  '1',
  '-1',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '18446744073709551615u',
  '0xffffffffffffffffff',
  '1e308',
  '1e309',
  '1e-400',
  '.5',
  '1.',
  '0x',
  '1u',
  '007',
  '"a"',
  "'b'",
  '"\\u202e"',
  '"\\ud800"',
  '"\\U0010ffff"',
  '"\\U00110000"',
  'b"\\xff"',
  'r"\\n"',
  '"""a\n"b"""',
  '"\\',
  "'''",
  '"\u202e"',
  '"ａ"',
  'ｉga',
  'iga.ѕtatus',
  '"e\u0301"',
  '\u00a0',
  '\ufeff',
  '😀',
  '\ud800',
  'timestamp("2026-13-45T99:99:99Z")',
  'duration("99999999999999999999h")',
  '"a".matches("(a+)+$")',
  '"a".matches("[")',
];

/** Any sequence of pieces: rarely an expression, often nearly one. */
export const tokens: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...WORDS, ...MARKS, ...VALUES), fc.constantFrom('', ' ')), { maxLength: 24 })
  .map((pieces) => pieces.flat().join(''));

/** Expressions by their grammar, of values of any type: they parse, and seldom fit together. */
export const grammatical: fc.Arbitrary<string> = fc.letrec<{ readonly any: string }>((tie) => {
  const any = tie('any');
  const binary = fc.constantFrom('&&', '||', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', 'in');
  const call = fc.constantFrom(
    'size',
    'has',
    'startsWith',
    'contains',
    'matches',
    'exists',
    'all',
    'map',
    'filter',
    'int',
    'string',
    'cel.bind',
  );
  const path = fc.constantFrom(
    'iga.roles',
    'iga.status',
    'subject.id',
    'client',
    'variables.reviewer',
    'iga.risk',
    'subject.groups',
    'iga',
    'e',
  );
  return {
    any: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.constantFrom('true', '1', '-1', '2.5', '"a"', '[]', '{}', 'null', '9223372036854775807'),
      path,
      fc.tuple(any, binary, any).map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(any, any, any).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      any.map((a) => `!(${a})`),
      any.map((a) => `-(${a})`),
      fc.tuple(any, any).map(([a, b]) => `${a}[${b}]`),
      fc.array(any, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc
        .array(fc.tuple(any, any), { maxLength: 2 })
        .map((items) => `{${items.map(([k, v]) => `${k}: ${v}`).join(', ')}}`),
      fc.tuple(call, fc.array(any, { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(', ')})`),
      fc
        .tuple(any, call, fc.array(any, { maxLength: 3 }))
        .map(([on, name, args]) => `${on}.${name}(${args.join(', ')})`),
      fc
        .tuple(any, fc.constantFrom('exists', 'all', 'map', 'filter', 'exists_one'), any)
        .map(([on, name, body]) => `${on}.${name}(e, ${body})`),
    ),
  };
}).any;

/** Conditions that fit together: most of them compile. */
export const conditions: fc.Arbitrary<string> = fc.letrec<{ readonly any: string }>((tie) => {
  const any = tie('any');
  return {
    any: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      fc.constantFrom(
        'iga.status == "active"',
        '"a" in iga.roles',
        'size(iga.roles) > 2',
        'has(iga.risk) && iga.risk < 9007199254740991',
        'subject.id.startsWith("a")',
        'subject.type != "user"',
        'client.id in ["a", "b", "a"]',
        'true',
      ),
      fc.tuple(any, fc.constantFrom('&&', '||', '==', '!='), any).map(([a, op, b]) => `(${a}) ${op} (${b})`),
      fc.tuple(any, any, any).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
      any.map((a) => `!(${a})`),
    ),
  };
}).any;

/** Expressions that are large in one way, by what they are. */
export const LARGE: Readonly<Record<string, (size: number) => string>> = {
  'brackets within each other': (n) => '('.repeat(n) + 'true' + ')'.repeat(n),
  'brackets that never close': (n) => '('.repeat(n),
  'lists within each other': (n) => `size(${'['.repeat(n)}${']'.repeat(n)}) == 1`,
  negations: (n) => `${'!'.repeat(n)}true`,
  'minus signs': (n) => `${'-'.repeat(n)}1 == 1`,
  'a long conjunction': (n) => Array.from({ length: n }, (_, i) => `subject.id == "${i}"`).join(' && '),
  'a long disjunction': (n) => Array.from({ length: n }, (_, i) => `subject.id == "${i}"`).join(' || '),
  'a long sum': (n) => `1${' + 1'.repeat(n)} == 1`,
  'a long path': (n) => `subject${'.id'.repeat(n)} == "a"`,
  'many indexes': (n) => `iga.roles${'[0]'.repeat(n)} == "a"`,
  'choices within each other': (n) => 'true ? '.repeat(n) + 'true' + ' : false'.repeat(n),
  'choices after each other': (n) => `${'true ? true : '.repeat(n)}false`,
  'a long list': (n) => `subject.id in [${'"a", '.repeat(n)}"b"]`,
  'a long string': (n) => `subject.id == "${'a'.repeat(n)}"`,
  'a string of escapes': (n) => `subject.id == "${'\\n'.repeat(n)}"`,
  'a string that never ends': (n) => `subject.id == "${'a'.repeat(n)}`,
  'a long number': (n) => `1 == ${'9'.repeat(n)}`,
  'a long fraction': (n) => `1.0 == 0.${'9'.repeat(n)}e${'9'.repeat(n)}`,
  'a long name': (n) => 'a'.repeat(n),
  'calls within each other': (n) => `${'size('.repeat(n)}iga.roles${')'.repeat(n)} == 1`,
  'calls after each other': (n) => `subject.id${'.size()'.repeat(n)} == 1`,
  'has within has': (n) => `${'has('.repeat(n)}iga.roles${')'.repeat(n)}`,
  'loops within each other': (n) => `${'iga.roles.exists(e, '.repeat(n)}true${')'.repeat(n)}`,
  'loops after each other': (n) => `iga.roles${'.filter(e, true)'.repeat(n)}.size() == 1`,
  'maps within each other': (n) => `${'{"a": '.repeat(n)}1${'}'.repeat(n)}.size() == 1`,
  blanks: (n) => `true${' '.repeat(n)}`,
  'line breaks': (n) => `true${'\n'.repeat(n)}&& true`,
  comments: (n) => `true // ${'a'.repeat(n)}`,
  marks: (n) => '&|!='.repeat(n / 4),
  'a pattern with choices within each other': (n) => `subject.id.matches("${'(a|'.repeat(n)}b${')'.repeat(n)}")`,
  'a pattern with many repetitions': (n) => `subject.id.matches("${'(a*)*'.repeat(n)}")`,
  'a pattern that counts': (n) => `subject.id.matches("((a{1,${n}}){1,${n}}){1,${n}}")`,
};
